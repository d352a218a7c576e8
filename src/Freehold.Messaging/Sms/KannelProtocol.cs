using System.Net;
using System.Text;

namespace Freehold.Messaging;

/// <summary>
/// Kannel's <c>sendsms</c>. By GET, as every Kannel understands it; the text goes as UTF-8 and, where the GSM alphabet does not
/// hold it, is asked to travel as UCS-2.
/// </summary>
internal sealed class KannelProtocol(SmsOptions options) : ISmsProtocol
{
    // GSM 03.38: what seven bits hold. Kannel replaces anything else by a question mark unless the message is coded as UCS-2.
    private const string Gsm = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà^{}\\[~]|€";

    public HttpRequestMessage Request(RenderedMessage message, string to)
    {
        var query = new StringBuilder(options.Url)
            .Append(options.Url!.Contains('?', StringComparison.Ordinal) ? '&' : '?')
            .Append("username=").Append(Uri.EscapeDataString(options.User!))
            .Append("&password=").Append(Uri.EscapeDataString(options.Password!))
            .Append("&to=").Append(Uri.EscapeDataString(to))
            .Append("&charset=UTF-8&coding=").Append(message.Text.All(character => Gsm.Contains(character, StringComparison.Ordinal)) ? '0' : '2')
            .Append("&text=").Append(Uri.EscapeDataString(message.Text));
        if (options.From is { } from) query.Append("&from=").Append(Uri.EscapeDataString(from));
        return new HttpRequestMessage(HttpMethod.Get, query.ToString());
    }

    // "0: Accepted for delivery" and "3: Queued for later delivery", both with 202.
    public bool IsTaken(HttpStatusCode status, string answer) =>
        status == HttpStatusCode.Accepted || (status == HttpStatusCode.OK && answer.AsSpan().TrimStart() is ['0' or '3', ':' or '.', ..] or "Sent.");

    // 403 is about user and password, 503 about the network; 400 is about this message, unless it is the sender that is missing.
    public bool IsRefused(HttpStatusCode status, string answer) => status == HttpStatusCode.BadRequest && !answer.StartsWith("Sender missing", StringComparison.Ordinal);
}
