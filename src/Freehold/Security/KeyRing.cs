using System.Security.Cryptography;
using Freehold.Storage;
using Microsoft.IdentityModel.Tokens;

namespace Freehold;

/// <summary>
/// The keys of a deployment, files in <c>keys</c> of the data folder, made on first start and readable by the owner alone:
/// the newest <c>signing-*.pem</c> signs access tokens, all of them verify; <c>master.key</c> protects codes and messages.
/// Nodes that serve one database share the folder's content.
/// </summary>
public sealed class KeyRing : IDisposable
{
    /// <summary>Milliseconds between two looks for keys that other nodes have made.</summary>
    private const int BetweenLooks = 10_000;

    private const int MasterBytes = 32;

    private readonly Dictionary<string, ECDsa> signing = new(StringComparer.Ordinal);
    private readonly Lock gate = new();
    private readonly string folder;
    private readonly TimeProvider clock;
    private long lookedAt;

    /// <summary>Reads the keys, and makes those that are missing.</summary>
    /// <exception cref="InvalidDataException">A file holds no key.</exception>
    public KeyRing(FreeholdOptions options, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(clock);
        this.clock = clock;
        folder = Path.Combine(options.Data, "keys");
        PrivateFiles.MakeFolder(options.Data);
        PrivateFiles.MakeFolder(folder);

        var master = Path.Combine(folder, "master.key");
        if (!File.Exists(master)) PrivateFiles.Write(master, Convert.ToBase64String(RandomNumberGenerator.GetBytes(MasterBytes)));
        Master = ReadMaster(master);

        if (Directory.GetFiles(folder, "signing-*.pem").Length == 0) Rotate();
        Verifying = [];
        Read();
        Signing = new SigningCredentials(Verifying[^1], SecurityAlgorithms.EcdsaSha256);
    }

    /// <summary>32 random bytes from which the keys of <see cref="Secrets"/> are derived.</summary>
    public byte[] Master { get; }

    /// <summary>Signs new access tokens.</summary>
    public SigningCredentials Signing { get; }

    /// <summary>Verify access tokens, older keys included.</summary>
    public IReadOnlyList<SecurityKey> Verifying { get; private set; }

    /// <summary>The public half of every signing key, for <c>/.well-known/jwks.json</c>.</summary>
    public IEnumerable<JsonWebKey> PublicKeys()
    {
        Look();
        foreach (var key in Verifying.Cast<ECDsaSecurityKey>())
        {
            var point = key.ECDsa.ExportParameters(includePrivateParameters: false).Q;
            yield return new JsonWebKey
            {
                Kty = "EC",
                Crv = "P-256",
                Use = "sig",
                Alg = SecurityAlgorithms.EcdsaSha256,
                Kid = key.KeyId,
                X = Base64UrlEncoder.Encode(point.X),
                Y = Base64UrlEncoder.Encode(point.Y),
            };
        }
    }

    /// <summary>Takes up keys that another node signs with already, at most every 10 s. What is removed counts until the next start: this node may sign with it.</summary>
    public void Look()
    {
        lock (gate)
        {
            var now = Environment.TickCount64;
            if (lookedAt != 0 && now - lookedAt < BetweenLooks) return;
            lookedAt = now;
            try
            {
                Read();
            }
            catch (Exception unfinished) when (unfinished is InvalidDataException or IOException or UnauthorizedAccessException)
            {
                // A file that is just being copied here is whole at the next look.
            }
        }
    }

    /// <summary>Adds a signing key that new tokens use after the next start; older keys go on verifying. Answers the file's name.</summary>
    public string Rotate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var name = $"signing-{clock.GetUtcNow():yyyyMMddHHmmssfff}.pem";
        PrivateFiles.Write(Path.Combine(folder, name), key.ExportPkcs8PrivateKeyPem());
        return name;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var key in signing.Values) key.Dispose();
    }

    private static string Thumbprint(ECDsa key) => Base64UrlEncoder.Encode(SHA256.HashData(key.ExportSubjectPublicKeyInfo()))[..16];

    /// <summary>Adds the keys of the folder that were not read before, the newest last.</summary>
    private void Read()
    {
        foreach (var file in Directory.GetFiles(folder, "signing-*.pem").Order(StringComparer.Ordinal))
        {
            if (signing.ContainsKey(file)) continue;
            var key = ReadSigning(file);
            signing.Add(file, key);
            Verifying = [.. Verifying, new ECDsaSecurityKey(key) { KeyId = Thumbprint(key) }];
        }
    }

    private static byte[] ReadMaster(string file)
    {
        // Anything shorter would be easier to guess, and nothing at all known to everybody.
        var bytes = new byte[MasterBytes];
        return Convert.TryFromBase64String(File.ReadAllText(file).Trim(), bytes, out var length) && length == MasterBytes
            ? bytes
            : throw new InvalidDataException($"{file} is no key: {MasterBytes} bytes in Base64 are expected; put it back from a copy.");
    }

    private static ECDsa ReadSigning(string file)
    {
        var key = ECDsa.Create();
        try
        {
            key.ImportFromPem(File.ReadAllText(file));
            return key;
        }
        catch (Exception bad) when (bad is ArgumentException or CryptographicException)
        {
            key.Dispose();
            throw new InvalidDataException($"{file} is no key: a private key in PEM is expected; put it back from a copy, or remove it, which ends the tokens that it signed.", bad);
        }
    }
}
