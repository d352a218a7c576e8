namespace Freehold.Tests;

public sealed class Normal_forms
{
    [Theory]
    [InlineData("plain ASCII", "plain ASCII")]
    [InlineData("Zażółć", "Zażółć")]
    [InlineData("e\u0301", "\u00E9")]
    [InlineData("a\u0323\u0302", "\u1EAD")]
    [InlineData("a\u0302\u0323", "\u1EAD")]
    [InlineData("\u212B", "\u00C5")]
    [InlineData("\u1112\u1161\u11AB\u1100\u1173\u11AF", "\uD55C\uAE00")]
    [InlineData("\u0958", "\u0915\u093C")]
    [InlineData("q\u0307\u0323", "q\u0323\u0307")]
    [InlineData("\uD834\uDD5F", "\uD834\uDD58\uD834\uDD65")]
    [InlineData("\uFF21\uFB01", "\uFF21\uFB01")]
    [InlineData("😀👩‍👧", "😀👩‍👧")]
    public void composes_what_belongs_together(string text, string composed) => Assert.Equal(composed, NormalForm.Nfc(text));

    [Theory]
    [InlineData("\uFF21nna@\uFF45xample", "Anna@example")]
    [InlineData("\uFB01n", "fin")]
    [InlineData("\u2460\u00A0", "1 ")]
    [InlineData("e\u0301", "\u00E9")]
    public void folds_look_alikes_for_identifiers(string text, string folded) => Assert.Equal(folded, NormalForm.Nfkc(text));

    [Fact]
    public void stays_quick_on_a_long_run_of_combining_marks()
    {
        var hostile = string.Concat(Enumerable.Repeat("\u0301\u0323", 30_000));

        var quickest = Enumerable.Range(0, 5).Min(_ =>
        {
            var started = System.Diagnostics.Stopwatch.StartNew();
            NormalForm.Nfc(hostile);
            return started.ElapsedMilliseconds;
        });

        Assert.True(quickest < 1000, $"{quickest} ms");
    }
}
