namespace Freehold.Messaging;

/// <summary>A server's answer.</summary>
/// <param name="Code">Three digits.</param>
/// <param name="Lines">The text after them, line by line; it may quote addresses and so never goes into a log.</param>
internal sealed record SmtpReply(int Code, IReadOnlyList<string> Lines)
{
    public bool IsGood => Code is >= 200 and < 400;

    public bool IsForGood => Code is >= 500 and < 600;

    /// <summary>The code, and the enhanced one of RFC 3463 where there is one.</summary>
    public string Status
    {
        get
        {
            var word = Lines.Count > 0 ? Lines[^1].Split(' ', 2)[0] : "";
            return word.Length is >= 5 and <= 9 && word[1] == '.' && word.All(character => char.IsAsciiDigit(character) || character == '.') ? $"{Code} {word}" : $"{Code}";
        }
    }
}

/// <summary>The server did not go along; it may another time.</summary>
/// <param name="step">Which command, without its argument.</param>
/// <param name="status">The server's codes.</param>
internal sealed class SmtpFailureException(string step, string status) : Exception($"The mail server answered {step} with {status}.");
