using Freehold.Storage;
using Freehold.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Freehold.Storage.Tests.Ownership;

/// <summary>The core with people in it, and the messages they would receive.</summary>
internal sealed class Scene : IAsyncDisposable
{
    public const string Password = "correct horse";

    public static readonly Origin Origin = new("192.0.2.1", "test");

    private readonly TestCore core;

    private Scene(TestCore core) => this.core = core;

    public ManualTime Clock => core.Clock;

    public Database Database => core.Database;

    public string Folder => core.Folder;

    public static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static async Task<Scene> StartAsync(string storage, Action<IServiceCollection>? adjust = null) => new(await TestCore.StartAsync(storage, adjust));

    /// <summary>With senders for both channels; no worker runs, so what they would send stays in the outbox.</summary>
    public static async Task<Scene> StartWithSendersAsync(string storage) =>
        new(await TestCore.StartAsync(storage, services =>
        {
            services.AddSingleton<IMessageSender>(new Sender(MessageChannel.Email));
            services.AddSingleton<IMessageSender>(new Sender(MessageChannel.Sms));
        }));

    /// <summary>As <see cref="TestCore.WritesIdentifiersByHand"/>.</summary>
    public void WritesIdentifiersByHand() => core.WritesIdentifiersByHand = true;

    public T Get<T>() where T : notnull => core.Get<T>();

    /// <summary>Registers and signs in; the mailbox stays unproved.</summary>
    public async Task<Caller> RegisterAsync(string email, string? phone = null, ProfileChange? profile = null, string? code = null, string? customId = null)
    {
        var made = await Get<Registrations>().RegisterAsync(
            new NewAccount
            {
                Email = Email(email),
                Password = Password,
                Phone = phone is null ? null : Freehold.Phone.Parse(phone, "phone", null).Value,
                Code = code is null ? null : LoginCode.Parse(code, "code").Value,
                CustomId = customId,
                Profile = profile ?? new ProfileChange(),
            },
            Origin,
            Ct);
        Assert.Null(made.Failure);
        return await SignInAsync(email, Password);
    }

    /// <summary>Registers, signs in and proves the mailbox from inside.</summary>
    public async Task<Caller> RegisterVerifiedAsync(string email)
    {
        var caller = await RegisterAsync(email);
        await ChangeAsync(caller, (session, account, now) => SignInChanges.ProveMailboxAsync(session, account, email, ProofSide.Inside, Origin, now, Ct));
        return caller;
    }

    public async Task<Caller> SignInAsync(string login, string password)
    {
        var token = (await Get<SignIns>().WithPasswordAsync(login, password, Origin, Ct)).Value;
        return new Caller(token.Says.Customer, token.Says.Session, Origin);
    }

    public async Task<bool> CanSignInAsync(string login, string password) =>
        (await Get<SignIns>().WithPasswordAsync(login, password, Origin, Ct)).Failure is null;

    public Task<Account?> ReadAsync(Caller caller) => Get<Profiles>().ReadAsync(caller, Ct).AsTask();

    /// <summary>The account's row, whatever its sessions and standing.</summary>
    public Task<Account?> RowAsync(CustomerId customer) => Database.WriteAsync(session => session.LockAccountAsync(customer, Ct), Ct);

    /// <summary>Runs a change of the caller's account in one unit of work and saves it, as operations do.</summary>
    public Task ChangeAsync<T>(Caller caller, Func<Session, Account, DateTimeOffset, Task<T>> change) =>
        Database.WriteAsync(
            async session =>
            {
                var now = Clock.GetUtcNow();
                var account = await session.LockAccountAsync(caller, now, Ct) ?? throw new InvalidOperationException("Nobody is signed in.");
                await change(session, account, now);
                await session.SaveAccountAsync(account, now, Ct);
                return 0;
            },
            Ct);

    /// <summary>Runs anything in one unit of work.</summary>
    public Task<int> ChangeAnyAsync(Func<Session, Task<int>> change) => Database.WriteAsync(change, Ct);

    public Task ChangeEmailAsync(Caller caller, string email) =>
        ChangeAsync(caller, (session, account, now) => Get<SignInChanges>().ChangeEmailAsync(session, account, Email(email), proved: false, now, Ct));

    /// <summary>The values of the newest waiting message of a kind to a recipient; null when there is none.</summary>
    public async Task<Dictionary<string, string>?> MessageAsync(string to, string template)
    {
        var content = await Database.ReadAsync(
            session => session.FirstAsync(
                $"SELECT content FROM outbox WHERE recipient = {to} AND template = {template} ORDER BY created_at DESC, message_id DESC LIMIT 1", row => row.Bytes(0), Ct),
            Ct);
        return content is null ? null : Get<Outbox>().Open(content);
    }

    /// <summary>The token of the newest link of a kind that went to a recipient.</summary>
    public async Task<LinkToken> LinkAsync(string to, string template)
    {
        var values = await MessageAsync(to, template) ?? throw new InvalidOperationException($"No {template} went to {to}.");
        return LinkToken.Parse(values["link"][(values["link"].LastIndexOf('/') + 1)..])!.Value;
    }

    /// <summary>How many rows of a table (or a query in brackets) meet a condition.</summary>
    public Task<long> CountAsync(string table, string where = "1 = 1") =>
        Database.ReadAsync(session => session.FirstAsync($"SELECT COUNT(*) FROM {new SqlFragment(table)} WHERE {new SqlFragment(where)}", row => row.Long(0), Ct), Ct);

    /// <summary>Every table with its columns.</summary>
    public async Task<ILookup<string, string>> SchemaAsync(string storage)
    {
        var columns = await Database.ReadAsync(
            session => storage == "postgres"
                ? session.ListAsync($"SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = 'public'", row => (row.Text(0), row.Text(1)), Ct)
                : session.ListAsync($"SELECT m.name, c.name FROM sqlite_master m JOIN pragma_table_info(m.name) c WHERE m.type = 'table'", row => (row.Text(0), row.Text(1)), Ct),
            Ct);
        return columns.ToLookup(column => column.Item1, column => column.Item2);
    }

    /// <summary>The bytes of the embedded database, with everything in it that was committed.</summary>
    public async Task<byte[]> DatabaseFileAsync()
    {
        var file = Path.Combine(core.Folder, "freehold.db");
        await Database.ForgetAsync(Ct);
        await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var bytes = new byte[stream.Length];
        await stream.ReadExactlyAsync(bytes, Ct);
        return bytes;
    }

    public static EmailAddress Email(string text) => EmailAddress.Parse(text, "email").Value;

    public ValueTask DisposeAsync() => core.DisposeAsync();

    private sealed class Sender(MessageChannel channel) : IMessageSender
    {
        public MessageChannel Channel => channel;

        public Task SendAsync(RenderedMessage message, CancellationToken ct) => throw new InvalidOperationException("No worker runs here.");
    }
}
