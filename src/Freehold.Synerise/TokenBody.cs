using Microsoft.AspNetCore.Http;

namespace Freehold.Synerise;

/// <summary>Tokens as they are handed out: always the six members of version 3, which clients of older versions read as well.</summary>
internal static class TokenBody
{
    public static Task WriteAsync(HttpContext http, IssuedToken token) =>
        SyneriseJson.WriteAsync(
            http,
            StatusCodes.Status200OK,
            token,
            static (json, issued) =>
            {
                json.WriteStartObject();
                json.WriteString("token"u8, issued.Text);
                json.WriteNumber("expiration"u8, issued.Says.ExpiresAt.ToUnixTimeSeconds());
                json.WriteNumber("created"u8, issued.CreatedAt.ToUnixTimeMilliseconds());
                json.WriteString("origin"u8, issued.Says.Method);
                json.WriteString("customId"u8, issued.CustomId);
                json.WriteString("realm"u8, AccessTokens.RealmName(issued.Says.Realm));
                json.WriteEndObject();
            });

    /// <summary>The answer of a conditional sign-in; a token only with <c>SUCCESS</c>.</summary>
    public static Task WriteConditionalAsync(HttpContext http, string status, IssuedToken? token) =>
        SyneriseJson.WriteAsync(
            http,
            StatusCodes.Status200OK,
            (status, token),
            static (json, answer) =>
            {
                json.WriteStartObject();
                json.WriteString("status"u8, answer.status);
                json.WriteStartArray("conditions"u8);
                json.WriteEndArray();
                if (answer.token is not null) json.WriteString("token"u8, answer.token.Text);
                json.WriteEndObject();
            });

    /// <summary>The business side gets the token alone.</summary>
    public static Task WriteAloneAsync(HttpContext http, IssuedToken token) =>
        SyneriseJson.WriteAsync(
            http,
            StatusCodes.Status200OK,
            token,
            static (json, issued) =>
            {
                json.WriteStartObject();
                json.WriteString("token"u8, issued.Text);
                json.WriteEndObject();
            });
}
