using Freehold.Storage;

namespace Freehold;

/// <summary>What columns of the account row hold where it follows from their neighbours: an empty text, so that nothing is kept twice.</summary>
internal static class AccountColumns
{
    private const ulong Label = 1UL << (int)ProfileField.Label;

    /// <summary>What a label is made of: with them it may have to be stored otherwise, though it stays the same.</summary>
    private const ulong Names = (1UL << (int)ProfileField.FirstName) | (1UL << (int)ProfileField.LastName) | (1UL << (int)ProfileField.Company);

    /// <summary>The verified e-mail, which mostly is the e-mail.</summary>
    public static string? StoredVerifiedEmail(this Account account) => account.VerifiedEmail is not null && account.VerifiedEmail == account.Email ? "" : account.VerifiedEmail;

    /// <summary>The phone's digits, which mostly stand in the phone.</summary>
    public static string? StoredPhoneDigits(this Account account) =>
        account is { PhoneDigits: { } digits, Phone: { } phone } && digits == Phone.DigitsIn(phone) ? "" : account.PhoneDigits;

    /// <summary>All fields; the label mostly is made of the names.</summary>
    public static string?[] StoredFields(this Account account)
    {
        var stored = account.Fields.ToArray();
        ref var label = ref stored[(int)ProfileField.Label];
        if (label is not null && label == account.GeneratedLabel) label = "";
        return stored;
    }

    /// <summary>All fields with their columns, or those alone that may be stored otherwise since the account was read.</summary>
    public static SqlAssignments Assignments(this Account account, bool all)
    {
        var named = all ? ulong.MaxValue : account.ChangedFields;
        if ((named & Names) != 0) named |= Label;
        return new(ProfileFields.Columns, (named & Label) != 0 ? account.StoredFields() : account.Fields, named);
    }

    /// <summary>Fills in what was left out, after all columns were read.</summary>
    public static void Complete(Account account)
    {
        if (account.VerifiedEmail is "") account.VerifiedEmail = account.Email;
        if (account.PhoneDigits is "") account.PhoneDigits = Phone.DigitsIn(account.Phone!);
        if (account[ProfileField.Label] is "") account[ProfileField.Label] = account.GeneratedLabel;
    }
}
