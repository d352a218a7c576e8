using System.Globalization;
using System.Text;

namespace Freehold.Messaging;

/// <summary>
/// Writes a message as RFC 5322 and MIME want it: text and HTML as alternatives. Bodies are base64, and whatever is not
/// plain ASCII in a header becomes an encoded word, so that no value can begin a header or a part of its own.
/// </summary>
internal static class MimeMessage
{
    // With the longest name of a header in front a line stays within the 78 characters of RFC 5322, 2.1.1.
    private const int MostBytesInWord = 39;

    public static byte[] Write(RenderedMessage message, MailAddress from, MailAddress to, DateTimeOffset now)
    {
        var boundary = $"freehold-{message.Key}";
        var mime = new StringBuilder()
            .Append("From: ").Append(Mailbox(from)).Append("\r\n")
            .Append("To: ").Append(Mailbox(to)).Append("\r\n")
            .Append("Subject: ").Append(Words(message.Subject ?? "")).Append("\r\n")
            .Append(CultureInfo.InvariantCulture, $"Date: {now.UtcDateTime:ddd, dd MMM yyyy HH:mm:ss} +0000\r\n")
            .Append("Message-ID: <").Append(message.Key).Append('@').Append(from.Domain).Append(">\r\n")
            // RFC 3834: out-of-office answers are not wanted.
            .Append("Auto-Submitted: auto-generated\r\n")
            .Append("MIME-Version: 1.0\r\n");
        if (message.Html is null)
        {
            AppendBody(mime, "text/plain", message.Text);
        }
        else
        {
            mime.Append("Content-Type: multipart/alternative;\r\n boundary=\"").Append(boundary).Append("\"\r\n\r\n--").Append(boundary).Append("\r\n");
            AppendBody(mime, "text/plain", message.Text);
            mime.Append("--").Append(boundary).Append("\r\n");
            AppendBody(mime, "text/html", message.Html);
            mime.Append("--").Append(boundary).Append("--\r\n");
        }

        return Encoding.UTF8.GetBytes(mime.ToString());
    }

    /// <summary>Text of a header: itself, or encoded words of at most 75 characters (RFC 2047).</summary>
    public static string Words(string text)
    {
        if (text.Length <= 60 && text.AsSpan().IndexOfAnyExceptInRange(' ', '~') < 0 && !text.Contains("=?", StringComparison.Ordinal)) return text;

        var words = new StringBuilder();
        var word = new List<byte>(MostBytesInWord);
        Span<byte> bytes = stackalloc byte[4];
        foreach (var rune in text.EnumerateRunes())
        {
            var length = rune.EncodeToUtf8(bytes);
            if (word.Count + length > MostBytesInWord) Close();
            word.AddRange(bytes[..length]);
        }

        Close();
        return words.ToString();

        void Close()
        {
            if (words.Length > 0) words.Append("\r\n ");
            words.Append("=?utf-8?B?").Append(Convert.ToBase64String(word.ToArray())).Append("?=");
            word.Clear();
        }
    }

    private static string Mailbox(MailAddress address)
    {
        if (address.Name is not { } name) return address.Address;
        var words = Words(name);

        // In front of an address plain text must be quoted, since it may hold commas or dots.
        return (words == name ? $"\"{name.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"" : words) + $"\r\n <{address.Address}>";
    }

    private static void AppendBody(StringBuilder mime, string type, string body) => mime
        .Append("Content-Type: ").Append(type).Append("; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n")
        .Append(Convert.ToBase64String(Encoding.UTF8.GetBytes(body.ReplaceLineEndings("\r\n")), Base64FormattingOptions.InsertLineBreaks)).Append("\r\n");
}
