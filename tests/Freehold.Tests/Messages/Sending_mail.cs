using System.Net.NetworkInformation;
using System.Security.Authentication;
using Freehold.Messaging;

namespace Freehold.Tests.Messages;

public sealed class Sending_mail
{
    private const string Code = "123456";

    private static CancellationToken Ct => new CancellationTokenSource(TimeSpan.FromMinutes(2)).Token;

    [Theory]
    [InlineData(SmtpMode.Clear, MailSecurity.None)]
    [InlineData(SmtpMode.StartTls, MailSecurity.StartTls)]
    [InlineData(SmtpMode.Tls, MailSecurity.Tls)]
    public async Task delivers_text_and_html_over_every_kind_of_connection(SmtpMode mode, MailSecurity security)
    {
        await using var server = await SmtpServer.StartAsync(mode, Ct);
        await using var sender = Sender(server, security, options => options.From = "Müller & Söhne, Łódź <shop@bücher.example>");

        await sender.SendAsync(Message("anna@example.com", "Grüße – Zażółć gęślą jaźń, a subject that is longer than one line of a header may be 👋"), Ct);

        var mail = Assert.Single(await server.UntilAsync(1, Ct));
        Assert.Equal(security != MailSecurity.None, mail.Tls);
        Assert.Equal("shop@xn--bcher-kva.example", mail.From);
        Assert.Equal("anna@example.com", mail.To);
        Assert.Equal("\"Müller & Söhne, Łódź\" <shop@xn--bcher-kva.example>", mail.Sender);
        Assert.Equal("Grüße – Zażółć gęślą jaźń, a subject that is longer than one line of a header may be 👋", mail.Subject);
        Assert.Equal($".Dear Anna,\nyour code: {Code} ✓\n", mail.Text.ReplaceLineEndings("\n"));
        Assert.Equal("<p>Dear Anna</p>", mail.Html!.Trim());
        Assert.All(mail.Raw.Split('\n'), line => Assert.InRange(line.TrimEnd('\r').Length, 0, 78));
    }

    [Theory]
    [InlineData("")]
    [InlineData("PLAIN")]
    public async Task signs_in_by_what_the_server_offers(string exclude)
    {
        await using var server = await SmtpServer.StartAsync(SmtpMode.StartTls, Ct, exclude: exclude);
        await using var sender = Sender(server, MailSecurity.StartTls, options => (options.User, options.Password) = (SmtpServer.User, SmtpServer.Password));
        await using var stranger = Sender(server, MailSecurity.StartTls, options => (options.User, options.Password) = (SmtpServer.User, "wrong"));

        await sender.SendAsync(Message("anna@example.com"), Ct);
        var refused = await Assert.ThrowsAsync<SmtpFailureException>(() => stranger.SendAsync(Message("anna@example.com"), Ct));

        Assert.Equal(SmtpServer.User, Assert.Single(await server.UntilAsync(1, Ct)).User);
        Assert.Equal("The mail server answered AUTH with 535 5.7.8.", refused.Message);
    }

    [Fact]
    public async Task keeps_the_connection_for_a_while_and_notices_when_the_server_hangs_up()
    {
        var clock = new ManualTime();
        await using var server = await SmtpServer.StartAsync(SmtpMode.Clear, Ct);
        await using var sender = Sender(server, MailSecurity.None, clock: clock);

        await sender.SendAsync(Message("anna@example.com"), Ct);
        await Assert.ThrowsAsync<MessageRefusedException>(() => sender.SendAsync(Message("refused@example.com"), Ct));
        await sender.SendAsync(Message("berta@example.com"), Ct);
        clock.Advance(TimeSpan.FromSeconds(31));
        await sender.SendAsync(Message("hangup@example.com"), Ct);
        await UntilHungUpAsync(server.Port);
        await sender.SendAsync(Message("clara@example.com"), Ct);

        var peers = (await server.UntilAsync(4, Ct)).Select(mail => mail.Peer).ToList();
        Assert.Equal(peers[0], peers[1]);
        Assert.Equal(4, peers.Count);
        Assert.Equal(3, peers.Distinct().Count());
    }

    [Fact]
    public async Task hangs_up_where_nobody_needs_the_connection_any_more()
    {
        var clock = new ManualTime();
        await using var server = await SmtpServer.StartAsync(SmtpMode.Clear, Ct);
        await using var sender = Sender(server, MailSecurity.None, clock: clock);
        await Task.WhenAll(sender.SendAsync(Message("slow@example.com"), Ct), sender.SendAsync(Message("slower@example.com"), Ct));
        Assert.Equal(2, Open(server.Port));

        clock.Advance(TimeSpan.FromSeconds(31));

        await UntilAsync(() => Open(server.Port) == 0);
    }

    [Fact]
    public async Task tells_a_refusal_for_good_from_one_for_now_without_naming_anybody()
    {
        await using var server = await SmtpServer.StartAsync(SmtpMode.Clear, Ct);
        await using var sender = Sender(server, MailSecurity.None);

        var forGood = await Assert.ThrowsAsync<MessageRefusedException>(() => sender.SendAsync(Message("refused@example.com"), Ct));
        var forNow = await Assert.ThrowsAsync<SmtpFailureException>(() => sender.SendAsync(Message("later@example.com"), Ct));

        Assert.Equal("the mail server answered the recipient with 550 5.1.1", forGood.Message);
        Assert.Equal("The mail server answered RCPT with 451 4.7.1.", forNow.Message);
    }

    [Fact]
    public async Task gives_nothing_to_a_server_that_does_not_offer_TLS_or_proves_to_be_another()
    {
        await using var clear = await SmtpServer.StartAsync(SmtpMode.Clear, Ct);
        await using var secure = await SmtpServer.StartAsync(SmtpMode.Tls, Ct);
        await using var stripped = Sender(clear, MailSecurity.StartTls);
        await using var untrusted = Sender(secure, MailSecurity.Tls, options => options.Ca = null);
        await using var otherName = Sender(secure, MailSecurity.Tls, options => options.Host = "127.0.0.1");

        await Assert.ThrowsAsync<SmtpFailureException>(() => stripped.SendAsync(Message("anna@example.com"), Ct));
        await Assert.ThrowsAsync<AuthenticationException>(() => untrusted.SendAsync(Message("anna@example.com"), Ct));
        await Assert.ThrowsAsync<AuthenticationException>(() => otherName.SendAsync(Message("anna@example.com"), Ct));

        Assert.Empty(clear.Arrived);
        Assert.Empty(secure.Arrived);
    }

    [Fact]
    public async Task reaches_international_addresses()
    {
        await using var server = await SmtpServer.StartAsync(SmtpMode.Clear, Ct);
        await using var sender = Sender(server, MailSecurity.None);

        await sender.SendAsync(Message("grün@bücher.example"), Ct);

        Assert.Equal("grün@xn--bcher-kva.example", Assert.Single(await server.UntilAsync(1, Ct)).To);
    }

    [Theory]
    [InlineData("Hello\r\nBcc: everybody@example.com")]
    [InlineData("Hello\nX: y")]
    [InlineData("=?utf-8?B?SGVsbG8=?=")]
    [InlineData("\0")]
    public void never_lets_a_value_become_a_header(string hostile)
    {
        var from = new MailAddress(hostile, "shop@example.com");

        var mime = System.Text.Encoding.UTF8.GetString(MimeMessage.Write(Message("anna@example.com", hostile), from, from, DateTimeOffset.UnixEpoch));

        var headers = mime[..mime.IndexOf("\r\n\r\n", StringComparison.Ordinal)];
        Assert.DoesNotContain("Bcc", headers, StringComparison.Ordinal);
        Assert.DoesNotContain("\nX:", headers, StringComparison.Ordinal);
        Assert.DoesNotContain('\0', headers);
        Assert.DoesNotContain("\n", headers.Replace("\r\n", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Contains($"Subject: {MimeMessage.Words(hostile)}\r\n", headers, StringComparison.Ordinal);
        Assert.Contains("Date: Thu, 01 Jan 1970 00:00:00 +0000\r\n", headers, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, "a@example.com", null, null, "Host")]
    [InlineData("mail.example", null, null, null, "From")]
    [InlineData("mail.example", "nobody", null, null, "From")]
    [InlineData("mail.example", "a@example.com", "me", null, "Password")]
    [InlineData("mail.example", "a@example.com", "me", "secret", "Security")]
    [InlineData("mail.example", "A <a@example.com>", null, null, null)]
    public void names_the_setting_that_cannot_work(string? host, string? from, string? user, string? password, string? setting)
    {
        var problem = new MailOptions { Host = host, From = from, User = user, Password = password, Security = MailSecurity.None }.Problem();

        if (setting is null) Assert.Null(problem);
        else Assert.Contains($"Freehold:Mail:{setting}", problem, StringComparison.Ordinal);
    }

    private static Task UntilHungUpAsync(int port) => UntilAsync(() => Connections(port, TcpState.CloseWait) > 0);

    private static int Open(int port) => Connections(port, TcpState.Established);

    private static int Connections(int port, TcpState state) =>
        IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpConnections().Count(connection => connection.RemoteEndPoint.Port == port && connection.State == state);

    private static async Task UntilAsync(Func<bool> condition)
    {
        for (var i = 0; i < 1000 && !condition(); i++) await Task.Delay(10, Ct);
        Assert.True(condition());
    }

    private static SmtpSender Sender(SmtpServer server, MailSecurity security, Action<MailOptions>? adjust = null, TimeProvider? clock = null)
    {
        var options = new MailOptions { Host = "localhost", Port = server.Port, Security = security, From = "shop@example.com", Ca = server.Ca };
        adjust?.Invoke(options);
        return new SmtpSender(options, clock ?? TimeProvider.System);
    }

    private static RenderedMessage Message(string to, string subject = "Hello") =>
        new(1, new CustomerId(1), MessageChannel.Email, to, MessageTemplate.PhoneCode, subject, $".Dear Anna,\nyour code: {Code} ✓\n", "<p>Dear Anna</p>", new Dictionary<string, string>());
}
