using System.Net;

namespace Freehold.Messaging;

/// <summary>Sends SMS through a gateway that is reached over HTTP.</summary>
/// <param name="protocol">What the gateway wants to hear.</param>
/// <param name="clients">Pools the connections.</param>
/// <param name="freehold">Knows the country of national numbers.</param>
internal sealed class SmsGateway(ISmsProtocol protocol, IHttpClientFactory clients, FreeholdOptions freehold) : IMessageSender
{
    /// <summary>Name of the client at the factory.</summary>
    public const string ClientName = "freehold-sms";

    private const int MostAnswerBytes = 64 * 1024;

    public MessageChannel Channel => MessageChannel.Sms;

    public async Task SendAsync(RenderedMessage message, CancellationToken ct)
    {
        using var request = protocol.Request(message, International(message.To));
        using var client = clients.CreateClient(ClientName);
        client.MaxResponseContentBufferSize = MostAnswerBytes;
        using var answer = await client.SendAsync(request, ct);
        var text = await answer.Content.ReadAsStringAsync(ct);
        if (protocol.IsTaken(answer.StatusCode, text)) return;
        if (protocol.IsRefused(answer.StatusCode, text)) throw new MessageRefusedException($"the SMS gateway answered {(int)answer.StatusCode}");

        // Without the text, which may quote the number.
        throw new HttpRequestException($"The SMS gateway answered {(int)answer.StatusCode}.", null, answer.StatusCode);
    }

    private string International(string to) =>
        Phone.Parse(to, "to", freehold.DefaultPhoneCountry).Is(out var phone, out _) && phone.IsInternational
            ? "+" + phone.Digits
            : throw new MessageRefusedException("the number has no country code, and Freehold:DefaultCountry is not set");
}

/// <summary>What one kind of gateway wants to hear, and what its answers mean.</summary>
internal interface ISmsProtocol
{
    /// <summary>The call that hands a message over.</summary>
    /// <param name="message">The message.</param>
    /// <param name="to">The number as <c>+</c> and digits.</param>
    HttpRequestMessage Request(RenderedMessage message, string to);

    /// <summary>Whether the gateway has taken responsibility.</summary>
    bool IsTaken(HttpStatusCode status, string answer);

    /// <summary>Whether it never will.</summary>
    bool IsRefused(HttpStatusCode status, string answer);
}
