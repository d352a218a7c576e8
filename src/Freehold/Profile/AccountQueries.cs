using Freehold.Storage;

namespace Freehold;

/// <summary>The SQL of the account row. Whoever changes an account first reads it with a lock, decides, and saves it whole; a change of the profile alone may do without the lock.</summary>
internal static class AccountQueries
{
    private static readonly SqlFragment SessionIsGood = new("s.epoch = a.epoch AND a.standing = 1");

    /// <summary>Account and session in one statement; null when the session is over in any way.</summary>
    public static Task<Account?> ReadAccountAsync(this Session session, Caller caller, DateTimeOffset now, CancellationToken ct) =>
        session.FirstAsync(
            $"""
            SELECT {Account.Columns}, s.proved_at, s.seen_at, s.expires_at FROM session s JOIN account a ON a.customer_id = s.customer_id
            WHERE s.customer_id = {caller.Customer} AND s.session_id = {caller.Session} AND {SessionIsGood} AND s.expires_at > {now}
            """,
            Account.ReadWithSession,
            ct);

    /// <summary>The caller's account, which nobody else changes until the unit of work ends; null when the session is over in any way.</summary>
    public static async Task<Account?> LockAccountAsync(this Session session, Caller caller, DateTimeOffset now, CancellationToken ct) =>
        await session.TryLockAccountAsync(caller, now, ct) ?? (session.JudgesByItsBeginning ? await session.TryLockAccountAsync(caller, now, ct) : null);

    /// <summary>As <see cref="LockAccountAsync(Session, Caller, DateTimeOffset, CancellationToken)"/>; null also where the session went on into another epoch while the row was waited for.</summary>
    private static Task<Account?> TryLockAccountAsync(this Session session, Caller caller, DateTimeOffset now, CancellationToken ct) =>
        session.FirstAsync(
            $"""
            SELECT {Account.Columns}, s.proved_at, s.seen_at, s.expires_at FROM session s JOIN account a ON a.customer_id = s.customer_id
            WHERE s.customer_id = {caller.Customer} AND s.session_id = {caller.Session} AND {SessionIsGood} AND s.expires_at > {now}{session.Locked}{session.SessionHeld}
            """,
            Account.ReadWithSession,
            ct);

    /// <summary>An account whoever asks, in any standing, which nobody else changes until the unit of work ends.</summary>
    public static Task<Account?> LockAccountAsync(this Session session, CustomerId customer, CancellationToken ct) =>
        session.FirstAsync($"SELECT {Account.Columns} FROM account a WHERE a.customer_id = {customer}{session.Locked}", Account.Read, ct);

    /// <summary>An account whoever asks, in any standing.</summary>
    public static Task<Account?> FindAccountAsync(this Session session, CustomerId customer, CancellationToken ct) =>
        session.FirstAsync($"SELECT {Account.Columns} FROM account a WHERE a.customer_id = {customer}", Account.Read, ct);

    /// <summary>Makes the row with all that the account holds; false when the id is taken (draw another).</summary>
    public static async Task<bool> InsertAccountAsync(this Session session, Account account, DateTimeOffset now, CancellationToken ct)
    {
        account.Epoch = 1;
        var fields = account.StoredFields();
        var made = await session.ExecuteAsync(
            $"""
            INSERT INTO account (
                customer_id, version, created_at, changed_at, standing, registered, epoch,
                email, email_verified, verified_email, code,
                custom_id, uuid, phone, phone_digits, phone_proved,
                agreements, attributes, tags, frozen_until,
                salutation, company, vat_id,
                title, first_name, last_name,
                address1, address2, address3,
                postal, city, state,
                language_id, country_id, telephone,
                telefax, website, longitude,
                latitude, label, birth_date,
                avatar_url, sex, whatsapp_id)
            VALUES (
                {account.Id}, 1, {account.CreatedAt}, {now}, {(long)account.Standing}, {account.Registered}, {account.Epoch},
                {account.Email}, {account.EmailVerified}, {account.StoredVerifiedEmail()}, {account.OwnCode},
                {account.CustomId}, {account.Uuid}, {account.Phone}, {account.StoredPhoneDigits()}, {account.PhoneProved},
                {(long)account.Agreements}, {account.Attributes}, {account.Tags}, {account.FrozenUntil},
                {fields[(int)ProfileField.Salutation]}, {fields[(int)ProfileField.Company]}, {fields[(int)ProfileField.VatId]},
                {fields[(int)ProfileField.Title]}, {fields[(int)ProfileField.FirstName]}, {fields[(int)ProfileField.LastName]},
                {fields[(int)ProfileField.Address1]}, {fields[(int)ProfileField.Address2]}, {fields[(int)ProfileField.Address3]},
                {fields[(int)ProfileField.Postal]}, {fields[(int)ProfileField.City]}, {fields[(int)ProfileField.State]},
                {fields[(int)ProfileField.LanguageId]}, {fields[(int)ProfileField.CountryId]}, {fields[(int)ProfileField.Telephone]},
                {fields[(int)ProfileField.Telefax]}, {fields[(int)ProfileField.Website]}, {fields[(int)ProfileField.Longitude]},
                {fields[(int)ProfileField.Latitude]}, {fields[(int)ProfileField.Label]}, {fields[(int)ProfileField.BirthDate]},
                {fields[(int)ProfileField.AvatarUrl]}, {fields[(int)ProfileField.Sex]}, {fields[(int)ProfileField.WhatsAppId]})
            ON CONFLICT (customer_id) DO NOTHING
            """,
            ct);
        if (made == 0) return false;

        await session.KeepListedAsync(account, ct);
        account.Saved(now);
        return true;
    }

    /// <summary>Makes an empty account with a number and uuid of its own.</summary>
    public static Task<Account> MakeAccountAsync(this Session session, DateTimeOffset now, CancellationToken ct) => session.MakeAccountAsync(registered: true, now, ct);

    /// <summary>Makes an empty account, or a profile without account, with a number and uuid of its own.</summary>
    public static async Task<Account> MakeAccountAsync(this Session session, bool registered, DateTimeOffset now, CancellationToken ct)
    {
        while (true)
        {
            var account = new Account { Id = Randomness.CustomerId(now), Standing = Standing.Active, Registered = registered, CreatedAt = now, ChangedAt = now, Uuid = Randomness.Uuid(now) };
            if (!await session.InsertAccountAsync(account, now, ct)) continue;
            await session.SeizeAsync(IdentifierKind.Uuid, account.Uuid, account.Id, ct);
            return account;
        }
    }

    /// <summary>Writes the whole row back and counts the change.</summary>
    public static async Task SaveAccountAsync(this Session session, Account account, DateTimeOffset now, CancellationToken ct)
    {
        await session.WriteAccountAsync(account, now, ct);
        if (account.HasNewUpdate) await session.InsertUpdateAsync(account, ct);
        await session.KeepListedAsync(account, ct);
        account.Saved(now);
    }

    /// <summary>Writes what changed of an account's profile that was read without a lock, with its new update; false when either it or the caller's session is not as it was.</summary>
    /// <param name="revision">The customer's number from before the account was read.</param>
    public static async Task<bool> SaveProfileAsync(this Session session, Caller caller, Account account, int revision, DateTimeOffset now, CancellationToken ct)
    {
        // Asked before the statement, which is about to write about the customer itself.
        var stands = new SessionStands(caller, account, now, session.NothingWritten(account.Id, revision), session);
        return await session.ExecuteAsync(
            $"""
            UPDATE account SET version = version + 1, changed_at = {now}, last_update = {account.LastUpdate}, attributes = {account.Attributes}{account.Assignments(session.NamesEveryColumn)}
            WHERE customer_id = {account.Id} AND version = {account.Version}{stands}
            {Sql.Then}
            INSERT INTO profile_update (update_id, customer_id, previous) SELECT {account.LastUpdate}, {account.Id}, {account.UpdateBefore} {Sql.IfChanged}
            """,
            ct) == 1;
    }

    private static Task<int> WriteAccountAsync(this Session session, Account account, DateTimeOffset now, CancellationToken ct) =>
        session.ExecuteAsync(
            $"""
            UPDATE account SET
                version = version + 1, changed_at = {now}, standing = {(long)account.Standing}, registered = {account.Registered}, epoch = {account.Epoch},
                email = {account.Email}, email_verified = {account.EmailVerified}, verified_email = {account.StoredVerifiedEmail()}, code = {account.OwnCode},
                custom_id = {account.CustomId}, uuid = {account.Uuid}, phone = {account.Phone}, phone_digits = {account.StoredPhoneDigits()}, phone_proved = {account.PhoneProved},
                agreements = {(long)account.Agreements}, attributes = {account.Attributes}, tags = {account.Tags}, frozen_until = {account.FrozenUntil},
                last_update = {account.LastUpdate}{account.Assignments(all: true)}
            WHERE customer_id = {account.Id}
            """,
            ct);
}
