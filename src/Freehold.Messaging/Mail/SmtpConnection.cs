using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Freehold.Messaging;

/// <summary>A conversation with a mail server (RFC 5321), over which any number of messages can be sent one after the other.</summary>
internal sealed class SmtpConnection : IAsyncDisposable
{
    private readonly TcpClient tcp = new();
    private readonly MailOptions options;
    private SmtpStream stream = null!;
    private HashSet<string> offers = [];
    private bool broken;

    private SmtpConnection(MailOptions options) => this.options = options;

    /// <summary>Connects, secures and signs in as the settings ask for.</summary>
    public static async Task<SmtpConnection> OpenAsync(MailOptions options, string clientName, CancellationToken ct)
    {
        var connection = new SmtpConnection(options);
        try
        {
            await connection.BeginAsync(clientName, ct);
            return connection;
        }
        catch
        {
            connection.broken = true;
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>Whether the other side still answers.</summary>
    public async Task<bool> IsAliveAsync(CancellationToken ct)
    {
        try
        {
            return (await AskAsync("RSET", ct)).IsGood;
        }
        catch (IOException)
        {
            broken = true;
            return false;
        }
    }

    /// <summary>Sends one message; returns once the server has taken responsibility for it.</summary>
    public async Task SendAsync(MailAddress from, MailAddress to, byte[] message, CancellationToken ct)
    {
        var utf8 = from.NeedsUtf8 || to.NeedsUtf8;
        if (utf8 && !offers.Contains("SMTPUTF8")) throw new MessageRefusedException("the mail server takes only ASCII addresses");
        try
        {
            await DemandAsync($"MAIL FROM:<{from.Address}>{(utf8 ? " SMTPUTF8" : "")}", "MAIL", ct);
            await RecipientAsync(to, ct);
            await DemandAsync("DATA", "DATA", ct);
            await stream.WriteTextAsync(message, ct);
            var taken = await stream.ReadReplyAsync(ct);
            if (taken.IsForGood) throw new MessageRefusedException($"the mail server answered the text with {taken.Status}");
            if (!taken.IsGood) throw new SmtpFailureException("the text", taken.Status);
        }
        catch (Exception failure) when (failure is not MessageRefusedException)
        {
            broken = true;
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!broken && stream is not null)
        {
            try
            {
                using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(1));
                await AskAsync("QUIT", limit.Token);
            }
            catch (Exception gone) when (gone is IOException or OperationCanceledException)
            {
                // It hung up first.
            }
        }

        if (stream is not null) await stream.DisposeAsync();
        tcp.Dispose();
    }

    private async Task BeginAsync(string clientName, CancellationToken ct)
    {
        await tcp.ConnectAsync(options.Host!, options.EffectivePort, ct);
        stream = new SmtpStream(tcp.GetStream());
        if (options.Security == MailSecurity.Tls) await SecureAsync(ct);
        var greeting = await stream.ReadReplyAsync(ct);
        if (!greeting.IsGood) throw new SmtpFailureException("the connection", greeting.Status);
        await HelloAsync(clientName, ct);
        if (options.Security == MailSecurity.StartTls)
        {
            // No way back to clear text: whoever strips the offer on the way would read everything.
            if (!offers.Contains("STARTTLS")) throw new SmtpFailureException("EHLO", "no offer of STARTTLS");
            await DemandAsync("STARTTLS", "STARTTLS", ct);
            await SecureAsync(ct);
            await HelloAsync(clientName, ct);
        }

        if (options.User is not null) await SignInAsync(options.User, options.Password!, ct);
    }

    private async Task SecureAsync(CancellationToken ct)
    {
        var tls = new SslStream(stream.Release());
        var settings = new SslClientAuthenticationOptions { TargetHost = options.Host };
        if (options.Authorities() is { } authorities)
        {
            settings.CertificateChainPolicy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
            settings.CertificateChainPolicy.CustomTrustStore.AddRange(authorities);
        }

        stream = new SmtpStream(tls);
        await tls.AuthenticateAsClientAsync(settings, ct);
    }

    private async Task HelloAsync(string clientName, CancellationToken ct)
    {
        var reply = await AskAsync($"EHLO {clientName}", ct);
        if (!reply.IsGood) throw new SmtpFailureException("EHLO", reply.Status);
        offers = [.. reply.Lines.Skip(1).SelectMany(Offers)];
    }

    // "AUTH PLAIN LOGIN" becomes AUTH, AUTH PLAIN and AUTH LOGIN.
    private static IEnumerable<string> Offers(string line)
    {
        var words = line.ToUpperInvariant().Split([' ', '='], StringSplitOptions.RemoveEmptyEntries);
        foreach (var word in words.Skip(1)) yield return $"{words[0]} {word}";
        if (words.Length > 0) yield return words[0];
    }

    private async Task SignInAsync(string user, string password, CancellationToken ct)
    {
        SmtpReply reply;
        if (offers.Contains("AUTH PLAIN"))
        {
            reply = await AskAsync("AUTH PLAIN " + Base64($"\0{user}\0{password}"), ct);
        }
        else if (offers.Contains("AUTH LOGIN"))
        {
            await DemandAsync("AUTH LOGIN", "AUTH", ct);
            await DemandAsync(Base64(user), "AUTH", ct);
            reply = await AskAsync(Base64(password), ct);
        }
        else
        {
            throw new SmtpFailureException("EHLO", "no offer of AUTH PLAIN or LOGIN");
        }

        if (reply.Code != 235) throw new SmtpFailureException("AUTH", reply.Status);
    }

    private async Task RecipientAsync(MailAddress to, CancellationToken ct)
    {
        var reply = await AskAsync($"RCPT TO:<{to.Address}>", ct);
        if (reply.IsForGood) throw new MessageRefusedException($"the mail server answered the recipient with {reply.Status}");
        if (!reply.IsGood) throw new SmtpFailureException("RCPT", reply.Status);
    }

    private async Task DemandAsync(string command, string step, CancellationToken ct)
    {
        var reply = await AskAsync(command, ct);
        if (!reply.IsGood) throw new SmtpFailureException(step, reply.Status);
    }

    private async Task<SmtpReply> AskAsync(string command, CancellationToken ct)
    {
        await stream.WriteLineAsync(command, ct);
        return await stream.ReadReplyAsync(ct);
    }

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}
