using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Freehold.Messaging;

/// <summary>
/// Our own: a JSON object <c>{id, to, from, text, template}</c>, signed in <c>Freehold-Signature: t=…,v1=…</c> where <c>t</c> is
/// the time in Unix seconds and <c>v1</c> the HMAC-SHA-256 of <c>t.body</c> in hexadecimal digits.
/// </summary>
internal sealed class WebhookProtocol(SmsOptions options, TimeProvider clock) : ISmsProtocol
{
    private readonly byte[] key = Encoding.UTF8.GetBytes(options.SigningKey!);

    public HttpRequestMessage Request(RenderedMessage message, string to)
    {
        var body = Body(message, to);
        var time = clock.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var signature = Convert.ToHexStringLower(HMACSHA256.HashData(key, (byte[])[.. Encoding.UTF8.GetBytes(time + "."), .. body]));

        var request = new HttpRequestMessage(HttpMethod.Post, options.Url) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.Add("Freehold-Signature", $"t={time},v1={signature}");
        request.Headers.Add("Idempotency-Key", message.Key);
        return request;
    }

    public bool IsTaken(HttpStatusCode status, string answer) => (int)status is >= 200 and < 300;

    public bool IsRefused(HttpStatusCode status, string answer) => status is HttpStatusCode.BadRequest or HttpStatusCode.UnprocessableEntity;

    private byte[] Body(RenderedMessage message, string to)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            json.WriteString("id", message.Key);
            json.WriteString("to", to);
            json.WriteString("from", options.From);
            json.WriteString("text", message.Text);
            json.WriteString("template", message.Template);
            json.WriteEndObject();
        }

        return bytes.ToArray();
    }
}
