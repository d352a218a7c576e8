using Xunit;

namespace Freehold.Tests;

public sealed class Reading_an_email_address
{
    [Theory]
    [InlineData("anna@example.com", "anna@example.com")]
    [InlineData("  Anna.O'Neil+shop@Example.COM ", "anna.o'neil+shop@example.com")]
    [InlineData("\"anna\"@example.com", "anna@example.com")]
    [InlineData("\"a n\\na\"@example.com", "\"a nna\"@example.com")]
    [InlineData("\"a@b\\\"\"@example.com", "\"a@b\\\"\"@example.com")]
    [InlineData("info@BÜCHER.example", "info@xn--bcher-kva.example")]
    [InlineData("info@bu\u0308cher.example", "info@xn--bcher-kva.example")]
    [InlineData("info@XN--BCHER-KVA.example", "info@xn--bcher-kva.example")]
    [InlineData("info@bücher\u3002example", "info@xn--bcher-kva.example")]
    [InlineData("JOSÉ@пример.рф", "josé@xn--e1afmkfd.xn--p1ai")]
    [InlineData("anna@[192.0.2.1]", "anna@[192.0.2.1]")]
    public void keeps_what_was_typed_and_folds_it(string text, string folded)
    {
        var email = EmailAddress.Parse(text, "email").Value;

        Assert.Equal(text.Trim(), email.Text);
        Assert.Equal(folded, email.Folded);
    }

    [Theory]
    [InlineData("anna")]
    [InlineData("@example.com")]
    [InlineData("anna@")]
    [InlineData("anna@localhost")]
    [InlineData("anna@example.c")]
    [InlineData("anna@example.123")]
    [InlineData("anna@-example.com")]
    [InlineData("anna@example..com")]
    [InlineData(".anna@example.com")]
    [InlineData("anna.@example.com")]
    [InlineData("an na@example.com")]
    [InlineData("anna<@example.com")]
    [InlineData("<\u0338anna@example.com")]
    [InlineData("\"an\"na\"@example.com")]
    [InlineData("\"anna\\\"@example.com")]
    [InlineData("\"e\\\u0301\"@example.com")]
    [InlineData("anna@exam_ple.com")]
    [InlineData("anna@exam\u200Bple.com")]
    [InlineData("anna@\u2615.example")]
    [InlineData("anna@[192.0.2.256]")]
    [InlineData("anna@[1.2]")]
    [InlineData("anna@[::1]")]
    [InlineData("anna@a\u2100b.com")]
    [InlineData("a\uFF20b@example.com")]
    [InlineData("anna@example.com\n")]
    [InlineData("anna@example.com\r\nBcc: x@example.com")]
    [InlineData("an\u00ADna@example.com")]
    [InlineData("an\u200Bna@example.com")]
    [InlineData("anna\uFE0F@example.com")]
    [InlineData("an\0na@example.com")]
    [InlineData("\U0001F600@example.com")]
    public void refuses_what_is_none(string text)
    {
        var failure = EmailAddress.Parse(text, "email").Failure;

        Assert.Equal(FailureCode.Malformed, failure?.Code);
        Assert.Equal("email", failure?.Field);
        Assert.Equal(text.Trim(' '), failure?.Rejected);
    }

    [Fact]
    public void refuses_a_lone_surrogate() => Assert.Equal(FailureCode.Malformed, EmailAddress.Parse("a\uD800@example.com", "email").Failure?.Code);

    [Fact]
    public void tells_absent_from_empty()
    {
        Assert.Equal(FailureCode.Required, EmailAddress.Parse(null, "email").Failure?.Code);
        Assert.Equal(FailureCode.EmptyText, EmailAddress.Parse("", "email").Failure?.Code);
        Assert.Equal(FailureCode.EmptyText, EmailAddress.Parse("  ", "email").Failure?.Code);
    }

    [Fact]
    public void ends_at_254_characters_and_64_before_the_at_sign()
    {
        static bool IsAddress(int local, int total)
        {
            var host = string.Join('.', Enumerable.Repeat(new string('d', 49), 5));
            var text = $"{new string('l', local)}@{host}";
            return EmailAddress.Parse(text[..Math.Min(text.Length, total - 4)] + ".com", "email").Failure is null;
        }

        Assert.True(IsAddress(64, 254));
        Assert.False(IsAddress(64, 255));
        Assert.False(IsAddress(65, 254));
    }

    [Fact]
    public void never_throws() => Texts.Any.Hold(text => EmailAddress.Parse(text, "email") is var _ && EmailAddress.Parse($"a{text}@{text}.de", "email") is var _);

    [Fact]
    public void reads_its_own_text_and_key_again() => Texts.Addresses.Hold(text =>
        !EmailAddress.Parse(text, "email").Is(out var email, out _) ||
        (EmailAddress.Parse(email.Text, "email").Value == email &&
         EmailAddress.Parse(email.Folded, "email").Value is var again && again.Text == email.Folded && again.Folded == email.Folded));

    [Fact]
    public void folds_every_spelling_of_an_address_to_one_key() => Texts.Addresses.Hold(text =>
        !EmailAddress.Parse(text, "email").Is(out var email, out _) ||
        new[] { text.ToUpperInvariant(), text.ToLowerInvariant(), NormalForm.Nfkc(text) }.All(spelling =>
            !EmailAddress.Parse(spelling, "email").Is(out var other, out _) || other.Folded == email.Folded));
}
