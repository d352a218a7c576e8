using Freehold.Http;

namespace Freehold.Server;

/// <summary>The public keys of the access tokens (RFC 7517), for whoever verifies them without us.</summary>
internal static class KeySet
{
    private const string Example = """{"keys":[{"kty":"EC","crv":"P-256","use":"sig","alg":"ES256","kid":"…","x":"…","y":"…"}]}""";

    public static void MapKeySet(this WebApplication app) =>
        app.MapMethods("/.well-known/jwks.json", ["GET"], WriteAsync).WithMetadata(Access.Public, Described.Of("The public keys of the access tokens (RFC 7517).", null, Example));

    private static Task WriteAsync(HttpContext http)
    {
        http.Response.Headers.CacheControl = "public, max-age=300";
        return JsonAnswer.WriteAsync(http, StatusCodes.Status200OK, Described.Json, http.RequestServices.GetRequiredService<KeyRing>().PublicKeys(), static (json, keys) =>
        {
            json.WriteStartObject();
            json.WriteStartArray("keys"u8);
            foreach (var key in keys)
            {
                json.WriteStartObject();
                json.WriteString("kty"u8, key.Kty);
                json.WriteString("crv"u8, key.Crv);
                json.WriteString("use"u8, key.Use);
                json.WriteString("alg"u8, key.Alg);
                json.WriteString("kid"u8, key.Kid);
                json.WriteString("x"u8, key.X);
                json.WriteString("y"u8, key.Y);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        });
    }
}
