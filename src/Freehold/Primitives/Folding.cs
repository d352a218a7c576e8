namespace Freehold;

/// <summary>The form in which identifiers are compared: NFKC, without case.</summary>
internal static class Folding
{
    /// <summary>The comparison key of a text; folding it again changes nothing.</summary>
    // Upper before lower unites what lower-casing alone keeps apart (final sigma); the outer NFKC restores what case mapping decomposed.
    public static string Fold(string text) => NormalForm.Nfkc(NormalForm.Nfkc(text).ToUpperInvariant().ToLowerInvariant());
}
