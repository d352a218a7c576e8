using Xunit;

namespace Freehold.Tests;

public sealed class Reading_a_login_code
{
    [Fact]
    public void folds_an_address_like_an_address()
    {
        var code = LoginCode.Parse("Anna@BÜCHER.example", "code").Value;

        Assert.Equal("Anna@BÜCHER.example", code.Text);
        Assert.Equal("anna@xn--bcher-kva.example", code.Folded);
        Assert.Equal(code.Folded, code.Email?.Folded);
    }

    [Fact]
    public void folds_a_name_without_case()
    {
        var code = LoginCode.Parse("Anna_ＫLEE", "code").Value;

        Assert.Equal("anna_klee", code.Folded);
        Assert.Null(code.Email);
    }

    [Fact]
    public void sees_the_address_behind_a_full_width_sign() =>
        Assert.Equal("anna@example.com", LoginCode.Parse("anna\uFF20example.com", "code").Value.Email?.Folded);

    [Theory]
    [InlineData("anna klee")]
    [InlineData("anna\u3000klee")]
    [InlineData("anna\u200Bklee")]
    [InlineData("anna\tklee")]
    [InlineData("anna\n")]
    public void refuses_what_does_not_show(string text) => Assert.Equal(FailureCode.Malformed, LoginCode.Parse(text, "code").Failure?.Code);

    [Fact]
    public void ends_at_255_characters()
    {
        Assert.Null(LoginCode.Parse(new string('a', 255), "code").Failure);
        Assert.Equal(FailureCode.TooLong, LoginCode.Parse(new string('a', 256), "code").Failure?.Code);
    }

    [Fact]
    public void never_answers_for_the_key_of_an_address_it_is_not() => Texts.Any.Hold(text =>
        !LoginCode.Parse(text, "code").Is(out var code, out _) ||
        code.Email is not null || EmailAddress.Parse(code.Folded, "email").Failure is not null);
}
