using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace Freehold.Messaging;

/// <summary>Twilio's Messages resource (API 2010-04-01), which other gateways speak too.</summary>
internal sealed class TwilioProtocol(SmsOptions options) : ISmsProtocol
{
    private readonly Uri url = new($"{(options.Url ?? "https://api.twilio.com").TrimEnd('/')}/2010-04-01/Accounts/{Uri.EscapeDataString(options.User!)}/Messages.json");
    private readonly string credentials = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{options.User}:{options.Password}"));

    public HttpRequestMessage Request(RenderedMessage message, string to)
    {
        var sender = options.From!.StartsWith("MG", StringComparison.Ordinal) ? "MessagingServiceSid" : "From";
        var request = new HttpRequestMessage(HttpMethod.Post, url)
        {
            Content = new FormUrlEncodedContent([new("To", to), new(sender, options.From), new("Body", message.Text)]),
        };
        request.Headers.Authorization = new AuthenticationHeaderValue("Basic", credentials);
        request.Headers.Add("I-Twilio-Idempotency-Token", message.Key);
        return request;
    }

    public bool IsTaken(HttpStatusCode status, string answer) => (int)status is >= 200 and < 300;

    // 400 is about this message (an impossible number, a recipient who opted out); 401, 404 and 429 are about the account.
    public bool IsRefused(HttpStatusCode status, string answer) => status == HttpStatusCode.BadRequest;
}
