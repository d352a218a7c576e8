using System.Text;

namespace Freehold.Server.Pages;

/// <summary>What pages say to whoever asks: in the account's language, else in one that the browser prefers, else in the deployment's.</summary>
internal sealed class Words
{
    private const int MostPreferred = 10;
    private const string Target = "{{target}}";

    private static readonly string[] Names = [.. Enum.GetNames<PageText>().Select(Dashed)];

    private readonly PageTextsIn texts;

    private Words(PageTextsIn texts) => this.texts = texts;

    public string Language => texts.Language;

    public string this[PageText text] => texts.Parts[Names[(int)text]];

    /// <param name="own">The account's language, where it is known.</param>
    public static Words Of(HttpContext http, string? own = null) =>
        new(http.RequestServices.GetRequiredService<PageTexts>().In([own, .. Preferred(http.Request)]));

    /// <summary>The words for the customer of a session.</summary>
    public static async Task<Words> OfAsync(HttpContext http, Caller? caller) =>
        Of(http, caller is null ? null : (await http.RequestServices.GetRequiredService<Profiles>().ReadAsync(caller, http.RequestAborted))?[ProfileField.LanguageId]);

    /// <summary>A paragraph in which an address stands out.</summary>
    public Html Paragraph(PageText text, string target)
    {
        var parts = this[text].Split(Target, 2);
        return parts is [var before, var after] ? Page.Markup($"<p>{before}<strong>{target}</strong>{after}</p>") : Page.Markup($"<p>{parts[0]}</p>");
    }

    private static IEnumerable<string> Preferred(HttpRequest request) =>
        request.GetTypedHeaders().AcceptLanguage.Where(language => language.Quality is not 0).OrderByDescending(language => language.Quality ?? 1)
            .Take(MostPreferred).Select(language => language.Value.Value is [_, _, '-', _, _, _, ..] tag ? tag[..2] : language.Value.Value ?? "");

    private static string Dashed(string name)
    {
        var dashed = new StringBuilder();
        foreach (var letter in name) dashed.Append(char.IsUpper(letter) && dashed.Length > 0 ? "-" : "").Append(char.ToLowerInvariant(letter));
        return dashed.ToString();
    }
}
