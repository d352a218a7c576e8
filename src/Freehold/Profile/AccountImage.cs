using Freehold.Storage;

namespace Freehold;

/// <summary>
/// An account as bytes, a quarter of what it takes as an object: the columns that <see cref="Account.Read"/> reads, and behind them
/// what is true of each session that asked for it. Its groups are bytes of their own.
/// </summary>
internal static class AccountImage
{
    /// <summary>Who keeps more, in custom attributes say, is read from the database each time: a few must not fill the memory of all.</summary>
    private const int MostBytes = 2048;

    private const int ColumnsOfSession = 4;
    private const int ColumnsOfGroup = 5;

    /// <summary>The bytes of an account with the session that asked for it; null where they are too many.</summary>
    public static byte[]? Of(Account account, string session)
    {
        var writer = new PackedRow.Writer(stackalloc byte[MostBytes]);
        account.Write(ref writer);
        Write(ref writer, account, session);
        return writer.Written;
    }

    /// <summary>The same account with one more session that asked for it; null where there are too many, or it is another version: another node may have written what is not told yet.</summary>
    public static byte[]? With(byte[] image, Account account, string session)
    {
        var row = new PackedRow(image);
        if (row.Long(Account.VersionColumn) != account.Version) return null;
        row.Next(Account.ColumnCount);
        if (MovesTo(session, row)) return image;
        var writer = new PackedRow.Writer(stackalloc byte[MostBytes]);
        writer.Add(image);
        Write(ref writer, account, session);
        return writer.Written;
    }

    /// <summary>The account anew, with the same sessions and the one that wrote it; null where that is too much.</summary>
    public static byte[]? Again(byte[] image, Account account, string session)
    {
        var row = new PackedRow(image);
        row.Next(Account.ColumnCount);
        var writer = new PackedRow.Writer(stackalloc byte[MostBytes]);
        account.Write(ref writer);
        writer.Add(row.Rest);
        if (!MovesTo(session, row)) Write(ref writer, account, session);
        return writer.Written;
    }

    /// <summary>An account of the reader's own, made from the bytes for one of its sessions; null where that one has not asked.</summary>
    public static Account? Read(byte[] image, string session)
    {
        var row = new PackedRow(image);
        var account = Account.Read(row);
        row.Next(Account.ColumnCount);
        if (!MovesTo(session, row)) return null;
        account.AskedBy(row.Time(1), row.Time(2), row.Time(3));
        return account;
    }

    /// <summary>The bytes of groups; null where they are too many.</summary>
    public static byte[]? Of(IReadOnlyList<Membership> groups)
    {
        if (groups.Count == 0) return [];
        var writer = new PackedRow.Writer(stackalloc byte[MostBytes]);
        foreach (var group in groups)
        {
            writer.Add(group.ListId);
            writer.Add(group.GroupId);
            writer.Add(group.Position);
            writer.Add(group.Code);
            writer.Add(group.Label);
        }

        return writer.Written;
    }

    /// <summary>Groups, made from their bytes.</summary>
    public static IReadOnlyList<Membership> ReadGroups(byte[] image)
    {
        if (image.Length == 0) return [];
        var groups = new List<Membership>();
        for (var row = new PackedRow(image); row.HasMore; row.Next(ColumnsOfGroup)) groups.Add(GroupQueries.Read(row));
        return groups;
    }

    private static void Write(ref PackedRow.Writer writer, Account account, string session)
    {
        writer.Add(session);
        writer.Add(account.ProvedAt);
        writer.Add(account.SeenAt);
        writer.Add(account.SessionExpiresAt);
    }

    private static bool MovesTo(string session, PackedRow row)
    {
        for (; row.HasMore; row.Next(ColumnsOfSession))
            if (row.Holds(0, session)) return true;
        return false;
    }
}
