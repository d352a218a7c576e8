namespace Freehold;

/// <summary>What a password may be made of, and the one spelling it is hashed in.</summary>
internal static class PasswordText
{
    /// <summary>
    /// The password in normal form C; <see cref="FailureCode.TooLong"/>, or <see cref="FailureCode.Malformed"/> for NUL (hashes written in C end there)
    /// and lone surrogates (no text, and all alike in UTF-8).
    /// </summary>
    public static Result<string> Read(string password, int maxCodePoints)
    {
        // No character has more than four UTF-16 units in its longest spelling, so a megabyte is refused unread.
        if (password.Length > 4 * maxCodePoints) return TooLong;
        if (password.Contains('\0') || HasLoneSurrogate(password)) return new Failure(FailureCode.Malformed, PasswordPolicy.Field);

        var normal = NormalForm.Nfc(password);
        return CodePoints(normal) > maxCodePoints ? TooLong : normal;
    }

    /// <summary>The number of code points of a text without lone surrogates.</summary>
    public static int CodePoints(string text)
    {
        var count = text.Length;
        foreach (var unit in text)
            if (char.IsLowSurrogate(unit)) count--;
        return count;
    }

    private static Failure TooLong => new(FailureCode.TooLong, PasswordPolicy.Field);

    private static bool HasLoneSurrogate(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i])) continue;
            if (i + 1 == text.Length || !char.IsSurrogatePair(text[i], text[i + 1])) return true;
            i++;
        }
        return false;
    }
}
