using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Freehold.Http.Tests.Host;

/// <summary>Tokens that look like a customer's and must open nothing: every classic way to forge one.</summary>
internal sealed class Forgery(TestServer server, AccessToken customer)
{
    private readonly KeyRing keys = server.Services.GetRequiredService<KeyRing>();

    /// <summary>What our own server would have issued: proves that only the forged part is refused.</summary>
    public string Genuine() => Sign(_ => { });

    public Dictionary<string, string> All() => new()
    {
        ["expired"] = Sign(token => token.Expires = Now.AddSeconds(-1).UtcDateTime),
        ["another audience"] = Sign(token => token.Audience = "another"),
        ["another issuer"] = Sign(token => token.Issuer = "https://elsewhere.example"),
        ["an ID token"] = Sign(token => token.TokenType = "JWT"),
        ["an unknown realm"] = Sign(token => token.Claims["rlm"] = "root"),
        ["another key"] = Sign(token => token.SigningCredentials = AnotherKey()),
        ["the public key as a shared secret"] = Sign(token => token.SigningCredentials = Confused()),
        ["no algorithm"] = Unsigned(Genuine(), "none"),
        ["no algorithm in capitals"] = Unsigned(Genuine(), "NONE"),
        ["an altered signature"] = Altered(Genuine()),
        ["no token at all"] = "nonsense",
    };

    private DateTimeOffset Now => server.Clock.GetUtcNow();

    private string Sign(Action<SecurityTokenDescriptor> alter)
    {
        var token = new SecurityTokenDescriptor
        {
            Issuer = server.Services.GetRequiredService<FreeholdOptions>().PublicUrl,
            Audience = "freehold",
            TokenType = "at+jwt",
            IssuedAt = Now.UtcDateTime,
            Expires = Now.AddHours(1).UtcDateTime,
            Claims = new Dictionary<string, object> { ["jti"] = "forged", ["sub"] = customer.Customer.ToString(), ["sid"] = customer.Session, ["rlm"] = "client", ["org"] = "SYNERISE", ["ctd"] = Now.ToUnixTimeMilliseconds() },
            SigningCredentials = keys.Signing,
        };
        alter(token);
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(token);
    }

    private SigningCredentials AnotherKey() =>
        new(new ECDsaSecurityKey(ECDsa.Create(ECCurve.NamedCurves.nistP256)) { KeyId = keys.Signing.Key.KeyId }, SecurityAlgorithms.EcdsaSha256);

    private SigningCredentials Confused()
    {
        var pem = ((ECDsaSecurityKey)keys.Signing.Key).ECDsa.ExportSubjectPublicKeyInfoPem();
        return new SigningCredentials(new SymmetricSecurityKey(Encoding.UTF8.GetBytes(pem)) { KeyId = keys.Signing.Key.KeyId }, SecurityAlgorithms.HmacSha256);
    }

    private static string Unsigned(string genuine, string algorithm) =>
        $"{Base64UrlEncoder.Encode($$"""{"alg":"{{algorithm}}","typ":"at+jwt"}""")}.{genuine.Split('.')[1]}.";

    private static string Altered(string genuine) => genuine[..^10] + (genuine[^10] == 'A' ? 'B' : 'A') + genuine[^9..];
}
