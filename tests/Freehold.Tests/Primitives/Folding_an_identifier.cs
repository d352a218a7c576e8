using Xunit;

namespace Freehold.Tests;

public sealed class Folding_an_identifier
{
    [Theory]
    [InlineData("E\u0301", "\u00E9")]
    [InlineData("ΟΔΟΣ", "οδοσ")]
    [InlineData("οδος", "οδοσ")]
    [InlineData("\uFB01\uFF21", "fia")]
    public void unites_case_and_composition(string text, string key) => Assert.Equal(key, Folding.Fold(text));

    [Fact]
    public void changes_nothing_the_second_time() => Texts.Any.Hold(text => Folding.Fold(Folding.Fold(text)) == Folding.Fold(text));
}
