using System.Collections.Concurrent;
using System.Diagnostics;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;

namespace Freehold.Testing;

/// <summary>How a <see cref="SmtpServer"/> is spoken to.</summary>
public enum SmtpMode
{
    /// <summary>In the clear, and nothing else is offered.</summary>
    Clear,
    /// <summary>Demands STARTTLS.</summary>
    StartTls,
    /// <summary>TLS from the first byte.</summary>
    Tls,
}

/// <summary>A mail as a real server took and understood it.</summary>
public sealed record ArrivedMail(string From, string To, string? User, bool Tls, int Peer, string Subject, string Sender, string Text, string? Html, string Raw);

/// <summary>A real mail server (aiosmtpd, the reference implementation of Python's) on 127.0.0.1 that keeps what arrives; it ends with the test process.</summary>
/// <remarks>Recipients may steer it: <c>refused@…</c> is unknown to it, <c>later@…</c> is put off, to <c>slow…@…</c> it takes its time after it has kept the mail, after <c>hangup@…</c> it hangs up.</remarks>
public sealed class SmtpServer : IAsyncDisposable
{
    public const string User = "shop";
    public const string Password = "pass wörd";

    private const string Script =
        """
        import asyncio, email, email.policy, json, ssl, sys
        from aiosmtpd.smtp import SMTP, AuthResult

        mode, port, folder, exclude, user, password = sys.argv[1:]
        context = None
        if mode != 'Clear':
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(folder + '/server.pem')

        def say(value):
            print(json.dumps(value), flush=True)

        class Handler:
            async def handle_RCPT(self, server, session, envelope, address, options):
                if address.startswith('refused'): return '550 5.1.1 <%s> is nobody here' % address
                if address.startswith('later'): return '451 4.7.1 <%s> is greylisted' % address
                envelope.rcpt_tos.append(address)
                return '250 OK'

            async def handle_DATA(self, server, session, envelope):
                message = email.message_from_bytes(envelope.content, policy=email.policy.default)
                html = message.get_body(('html',))
                say({'From': envelope.mail_from, 'To': envelope.rcpt_tos[0], 'User': session.auth_data, 'Tls': mode == 'Tls' or session.ssl is not None, 'Peer': session.peer[1],
                    'Subject': message['subject'], 'Sender': message['from'], 'Text': message.get_body(('plain',)).get_content(),
                    'Html': html.get_content() if html else None, 'Raw': envelope.content.decode('utf-8')})
                if envelope.rcpt_tos[0].startswith('slow'): await asyncio.sleep(0.03)
                if envelope.rcpt_tos[0].startswith('hangup'): asyncio.get_running_loop().call_later(0.02, server.transport.close)
                return '250 2.0.0 OK'

        def authenticate(server, session, envelope, mechanism, data):
            good = data.login.decode() == user and data.password.decode() == password
            return AuthResult(success=good, handled=False, auth_data=user if good else None)

        async def main():
            def factory():
                return SMTP(Handler(), hostname='mail.test', enable_SMTPUTF8=True, authenticator=authenticate, auth_require_tls=False,
                    auth_exclude_mechanism=[exclude], tls_context=context if mode == 'StartTls' else None, require_starttls=mode == 'StartTls', loop=asyncio.get_running_loop())
            server = await asyncio.get_running_loop().create_server(factory, '127.0.0.1', int(port), ssl=context if mode == 'Tls' else None)
            say({'ready': server.sockets[0].getsockname()[1]})
            # Ends with the standard input, so also when the test process is killed.
            await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)
            import os
            os._exit(0)

        asyncio.run(main())
        """;

    private readonly Process process;
    private readonly TemporaryFolder folder;
    private readonly ConcurrentQueue<ArrivedMail> arrived = new();
    private readonly TaskCompletionSource<int> ready = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private SmtpServer(Process process, TemporaryFolder folder)
    {
        this.process = process;
        this.folder = folder;
    }

    public int Port { get; private set; }

    /// <summary>Certificate (PEM) of the authority that signed the server's own for <c>localhost</c>.</summary>
    public string Ca { get; private set; } = "";

    public IReadOnlyList<ArrivedMail> Arrived => [.. arrived];

    /// <summary>Starts a server; <paramref name="port"/> 0 takes a free one, <paramref name="exclude"/> is an AUTH mechanism that it does not offer.</summary>
    public static async Task<SmtpServer> StartAsync(SmtpMode mode, CancellationToken ct, int port = 0, string exclude = "")
    {
        var folder = new TemporaryFolder();
        var ca = WriteCertificate(folder["server.pem"]);
        var start = new ProcessStartInfo("/usr/bin/python3", ["-W", "ignore", "-c", Script, $"{mode}", $"{port}", folder.Path, exclude, User, Password])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var server = new SmtpServer(new Process { StartInfo = start, EnableRaisingEvents = true }, folder) { Ca = ca };
        var errors = new System.Text.StringBuilder();
        server.process.OutputDataReceived += (_, line) => server.Take(line.Data);
        server.process.ErrorDataReceived += (_, line) => errors.AppendLine(line.Data);
        server.process.Exited += (_, _) => server.ready.TrySetException(new InvalidOperationException($"The mail server did not start (Debian package python3-aiosmtpd):\n{errors}"));
        server.process.Start();
        server.process.BeginOutputReadLine();
        server.process.BeginErrorReadLine();
        server.Port = await server.ready.Task.WaitAsync(TimeSpan.FromMinutes(2), ct);
        return server;
    }

    /// <summary>Waits, two minutes at most, until so many mails have arrived.</summary>
    public async Task<IReadOnlyList<ArrivedMail>> UntilAsync(int count, CancellationToken ct)
    {
        for (var i = 0; i < 12_000 && arrived.Count < count; i++) await Task.Delay(10, ct);
        return Arrived;
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            process.StandardInput.Close();
            await process.WaitForExitAsync();
        }

        process.Dispose();
        folder.Dispose();
    }

    private void Take(string? line)
    {
        if (line is null) return;
        using var json = JsonDocument.Parse(line);
        if (json.RootElement.TryGetProperty("ready", out var port)) ready.TrySetResult(port.GetInt32());
        else arrived.Enqueue(json.Deserialize<ArrivedMail>()!);
    }

    private static string WriteCertificate(string file)
    {
        using var authorityKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=Test authority", authorityKey, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        using var authority = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(2));

        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var own = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        own.CertificateExtensions.Add(names.Build());
        own.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        using var certificate = own.Create(authority, DateTimeOffset.UtcNow.AddHours(-1), DateTimeOffset.UtcNow.AddDays(1), RandomNumberGenerator.GetBytes(8));
        File.WriteAllText(file, key.ExportPkcs8PrivateKeyPem() + "\n" + certificate.ExportCertificatePem());
        return authority.ExportCertificatePem();
    }
}
