using Freehold.Storage;

namespace Freehold;

/// <summary>The SQL of the account row. Whoever changes an account first reads it with a lock, decides, and saves it whole.</summary>
internal static class AccountQueries
{
    private static readonly SqlFragment SessionIsGood = new("s.epoch = a.epoch AND a.standing = 1");

    /// <summary>Account and session in one statement; null when the session is over in any way.</summary>
    public static Task<Account?> ReadAccountAsync(this Session session, Caller caller, DateTimeOffset now, CancellationToken ct) =>
        session.FirstAsync(
            $"""
            SELECT {Account.Columns}, s.proved_at, s.seen_at FROM session s JOIN account a ON a.customer_id = s.customer_id
            WHERE s.customer_id = {caller.Customer} AND s.session_id = {caller.Session} AND {SessionIsGood} AND s.expires_at > {now}
            """,
            Account.ReadWithSession,
            ct);

    /// <summary>The caller's account, which nobody else changes until the unit of work ends; null when the session is over in any way.</summary>
    public static Task<Account?> LockAccountAsync(this Session session, Caller caller, DateTimeOffset now, CancellationToken ct) =>
        session.FirstAsync(
            $"""
            SELECT {Account.Columns}, s.proved_at, s.seen_at FROM session s JOIN account a ON a.customer_id = s.customer_id
            WHERE s.customer_id = {caller.Customer} AND s.session_id = {caller.Session} AND {SessionIsGood} AND s.expires_at > {now}{session.Locked}
            """,
            Account.ReadWithSession,
            ct);

    /// <summary>An account whoever asks, in any standing, which nobody else changes until the unit of work ends.</summary>
    public static Task<Account?> LockAccountAsync(this Session session, CustomerId customer, CancellationToken ct) =>
        session.FirstAsync($"SELECT {Account.Columns} FROM account a WHERE a.customer_id = {customer}{session.Locked}", Account.Read, ct);

    /// <summary>An account whoever asks, in any standing.</summary>
    public static Task<Account?> FindAccountAsync(this Session session, CustomerId customer, CancellationToken ct) =>
        session.FirstAsync($"SELECT {Account.Columns} FROM account a WHERE a.customer_id = {customer}", Account.Read, ct);

    /// <summary>Makes the row; false when the id is taken (draw another).</summary>
    public static async Task<bool> InsertAccountAsync(this Session session, Account account, DateTimeOffset now, CancellationToken ct)
    {
        var made = await session.ExecuteAsync(
            $"""
            INSERT INTO account (customer_id, standing, registered, version, epoch, created_at, changed_at, email_verified, uuid, phone_proved, agreements)
            VALUES ({account.Id}, {(long)account.Standing}, {account.Registered}, 0, 1, {account.CreatedAt}, {now}, FALSE, {account.Uuid}, FALSE, 0)
            ON CONFLICT (customer_id) DO NOTHING
            """,
            ct);
        if (made == 0) return false;

        account.Epoch = 1;
        await session.SaveAccountAsync(account, now, ct);
        return true;
    }

    /// <summary>Makes an empty account with a number and uuid of its own.</summary>
    public static Task<Account> MakeAccountAsync(this Session session, DateTimeOffset now, CancellationToken ct) => session.MakeAccountAsync(registered: true, now, ct);

    /// <summary>Makes an empty account, or a profile without account, with a number and uuid of its own.</summary>
    public static async Task<Account> MakeAccountAsync(this Session session, bool registered, DateTimeOffset now, CancellationToken ct)
    {
        while (true)
        {
            var account = new Account { Id = Randomness.CustomerId(now), Standing = Standing.Active, Registered = registered, CreatedAt = now, ChangedAt = now, Uuid = Randomness.Uuid() };
            if (!await session.InsertAccountAsync(account, now, ct)) continue;
            await session.SeizeAsync(IdentifierKind.Uuid, account.Uuid, account.Id, ct);
            return account;
        }
    }

    /// <summary>Writes the whole row back and counts the change.</summary>
    public static async Task SaveAccountAsync(this Session session, Account account, DateTimeOffset now, CancellationToken ct)
    {
        await session.WriteAccountAsync(account, now, ct);
        await session.KeepListedAsync(account, ct);
    }

    private static Task<int> WriteAccountAsync(this Session session, Account account, DateTimeOffset now, CancellationToken ct) =>
        session.ExecuteAsync(
            $"""
            UPDATE account SET
                version = version + 1, changed_at = {now}, standing = {(long)account.Standing}, registered = {account.Registered}, epoch = {account.Epoch},
                email = {account.Email}, email_verified = {account.EmailVerified}, verified_email = {account.VerifiedEmail}, code = {account.OwnCode},
                custom_id = {account.CustomId}, uuid = {account.Uuid}, phone = {account.Phone}, phone_digits = {account.PhoneDigits}, phone_proved = {account.PhoneProved},
                agreements = {(long)account.Agreements}, attributes = {account.Attributes}, tags = {account.Tags}, frozen_until = {account.FrozenUntil},
                salutation = {account[ProfileField.Salutation]}, company = {account[ProfileField.Company]}, vat_id = {account[ProfileField.VatId]},
                title = {account[ProfileField.Title]}, first_name = {account[ProfileField.FirstName]}, last_name = {account[ProfileField.LastName]},
                address1 = {account[ProfileField.Address1]}, address2 = {account[ProfileField.Address2]}, address3 = {account[ProfileField.Address3]},
                postal = {account[ProfileField.Postal]}, city = {account[ProfileField.City]}, state = {account[ProfileField.State]},
                language_id = {account[ProfileField.LanguageId]}, country_id = {account[ProfileField.CountryId]}, telephone = {account[ProfileField.Telephone]},
                telefax = {account[ProfileField.Telefax]}, website = {account[ProfileField.Website]}, longitude = {account[ProfileField.Longitude]},
                latitude = {account[ProfileField.Latitude]}, label = {account[ProfileField.Label]}, birth_date = {account[ProfileField.BirthDate]},
                avatar_url = {account[ProfileField.AvatarUrl]}, sex = {account[ProfileField.Sex]}, whatsapp_id = {account[ProfileField.WhatsAppId]}
            WHERE customer_id = {account.Id}
            """,
            ct);
}
