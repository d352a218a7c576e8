using System.Buffers.Text;
using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Freehold.Http.Tests.IdentityProviders;

/// <summary>Tokens that look like a genuine one.</summary>
internal static class Forged
{
    /// <summary>The genuine claims, changed, with an algorithm and a signature of the forger's own.</summary>
    public static string From(string genuine, string algorithm, Func<byte[], byte[]> sign, Action<JsonObject>? change = null)
    {
        var parts = genuine.Split('.');
        var header = Read(parts[0]);
        header["alg"] = algorithm;
        var payload = Read(parts[1]);
        change?.Invoke(payload);
        var said = $"{Write(header)}.{Write(payload)}";
        return $"{said}.{Base64Url.EncodeToString(sign(Encoding.ASCII.GetBytes(said)))}";
    }

    public static string Unsigned(string genuine, string algorithm = "none") => From(genuine, algorithm, _ => []);

    /// <summary>The same key name, another key.</summary>
    public static string ByAnotherKey(string genuine)
    {
        using var key = RSA.Create(2048);
        return From(genuine, "RS256", data => key.SignData(data, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
    }

    /// <summary>The public key as the secret of a symmetric signature.</summary>
    public static string ByPublicKey(string genuine, byte[] publicKey) => From(genuine, "HS256", data => HMACSHA256.HashData(publicKey, data));

    /// <summary>The genuine signature under changed claims.</summary>
    public static string Changed(string genuine, Action<JsonObject> change)
    {
        var parts = genuine.Split('.');
        var payload = Read(parts[1]);
        change(payload);
        return $"{parts[0]}.{Write(payload)}.{parts[2]}";
    }

    /// <summary>The other signature of P-256 under the same text that is as good.</summary>
    public static string Negated(string genuine)
    {
        var order = BigInteger.Parse("0FFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551", NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        var end = genuine.LastIndexOf('.') + 1;
        var signature = Base64Url.DecodeFromChars(genuine.AsSpan(end));
        var negated = (order - new BigInteger(signature.AsSpan(32), isUnsigned: true, isBigEndian: true)).ToByteArray(isUnsigned: true, isBigEndian: true);
        return genuine[..end] + Base64Url.EncodeToString([.. signature.AsSpan(0, 32), .. new byte[32 - negated.Length], .. negated]);
    }

    private static JsonObject Read(string part) => JsonNode.Parse(Base64Url.DecodeFromChars(part))!.AsObject();

    private static string Write(JsonObject json) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json.ToJsonString()));
}
