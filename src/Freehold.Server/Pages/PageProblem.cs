using System.Globalization;
using Freehold.Http;

namespace Freehold.Server.Pages;

/// <summary>What went wrong with the form that was just sent.</summary>
/// <param name="Status">The status of the answer.</param>
/// <param name="Text">What the page says of it.</param>
/// <param name="Field">The field that it is about; null where none is.</param>
internal sealed record PageProblem(int Status, string Text, string? Field)
{
    private const string Length = "{{length}}";

    /// <summary>What a page says of a failure; how long to wait goes into the answer's headers.</summary>
    /// <param name="field">The password field of the form.</param>
    public static PageProblem Of(HttpContext http, Words words, Failure failure, string field)
    {
        RetryAfter.Write(http, failure.RetryAfter);
        var (status, text) = PageErrors.Of(failure);
        var passwords = http.RequestServices.GetRequiredService<PasswordOptions>();
        var length = failure.Code == FailureCode.TooLong ? passwords.MaxCodePoints : passwords.MinLength;
        var isOfField = failure.Field == "password" || failure.Code == FailureCode.WrongCredentials;
        return new PageProblem(status, words[text].Replace(Length, length.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal), isOfField ? field : null);
    }
}
