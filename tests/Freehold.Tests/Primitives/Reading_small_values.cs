using Xunit;

namespace Freehold.Tests;

public sealed class Reading_small_values
{
    private static readonly DateOnly Today = new(2026, 5, 17);

    [Theory]
    [InlineData("de", "DE")]
    [InlineData("Gb", "GB")]
    public void takes_a_country_in_any_case(string text, string code) => Assert.Equal(code, CountryCode.Parse(text, "countryId").Value.Text);

    [Theory]
    [InlineData("XX", FailureCode.OutOfRange)]
    [InlineData("UK", FailureCode.OutOfRange)]
    [InlineData("DEU", FailureCode.Malformed)]
    [InlineData("D1", FailureCode.Malformed)]
    [InlineData("ſK", FailureCode.Malformed)]
    public void refuses_a_country_that_is_none(string text, FailureCode code) => Assert.Equal(code, CountryCode.Parse(text, "countryId").Failure?.Code);

    [Theory]
    [InlineData("DE", "de")]
    [InlineData("de-ch", "de_CH")]
    [InlineData("DE_CH", "de_CH")]
    public void spells_a_language_as_Aimeos_does(string text, string tag) => Assert.Equal(tag, LanguageTag.Parse(text, "languageId").Value.Text);

    [Theory]
    [InlineData("d")]
    [InlineData("deu")]
    [InlineData("de-")]
    [InlineData("de CH")]
    [InlineData("de_CHE")]
    public void refuses_a_language_of_another_form(string text) => Assert.Equal(FailureCode.Malformed, LanguageTag.Parse(text, "languageId").Failure?.Code);

    [Theory]
    [InlineData("1900-01-02")]
    [InlineData("2000-02-29")]
    [InlineData("2026-05-17")]
    public void takes_a_real_day_of_birth(string text) => Assert.Equal(text, BirthDate.Parse(text, "birthDate", Today).Value.ToString());

    [Theory]
    [InlineData("1900-01-01", FailureCode.OutOfRange)]
    [InlineData("2026-05-18", FailureCode.OutOfRange)]
    [InlineData("2001-02-29", FailureCode.OutOfRange)]
    [InlineData("2001-13-01", FailureCode.OutOfRange)]
    [InlineData("0000-00-00", FailureCode.OutOfRange)]
    [InlineData("2001-2-01", FailureCode.Malformed)]
    [InlineData("01.02.2001", FailureCode.Malformed)]
    [InlineData("2001-02-01 ", FailureCode.Malformed)]
    [InlineData("２001-02-01", FailureCode.Malformed)]
    public void refuses_another_day_of_birth(string text, FailureCode code) => Assert.Equal(code, BirthDate.Parse(text, "birthDate", Today).Failure?.Code);

    [Theory]
    [InlineData("10.0", "10")]
    [InlineData("10.50", "10.5")]
    [InlineData("-0.0", "0")]
    [InlineData("+.5", "0.5")]
    [InlineData("1e1", "10")]
    [InlineData("1E-7", "0.0000001")]
    [InlineData("-180", "-180")]
    [InlineData("13.404953999999975", "13.404953999999975")]
    [InlineData("1e-400", "0")]
    public void writes_a_coordinate_as_a_plain_number(string text, string canonical) => Assert.Equal(canonical, Coordinate.ParseLongitude(text, "longitude").Value.Text);

    [Theory]
    [InlineData("180.0001", FailureCode.OutOfRange)]
    [InlineData("999", FailureCode.OutOfRange)]
    [InlineData("1e999", FailureCode.OutOfRange)]
    [InlineData("abc", FailureCode.Malformed)]
    [InlineData("NaN", FailureCode.Malformed)]
    [InlineData("10,5", FailureCode.Malformed)]
    [InlineData("0x10", FailureCode.Malformed)]
    [InlineData("180.00000000000000000000001", FailureCode.OutOfRange)]
    public void refuses_a_coordinate_off_the_globe(string text, FailureCode code) => Assert.Equal(code, Coordinate.ParseLongitude(text, "longitude").Failure?.Code);

    [Fact]
    public void ends_latitude_at_the_poles()
    {
        Assert.Null(Coordinate.ParseLatitude("-90", "latitude").Failure);
        Assert.Equal(FailureCode.OutOfRange, Coordinate.ParseLatitude("90.5", "latitude").Failure?.Code);
    }

    [Theory]
    [InlineData("https://example.com")]
    [InlineData("HTTP://www.example.com:8080/a?b=c#d")]
    [InlineData("example.com")]
    [InlineData("example.com/http://other")]
    [InlineData("https://müller.example/")]
    public void takes_a_web_site_as_typed(string text) => Assert.Equal(text, WebSite.Parse(text, "website").Value.Text);

    [Theory]
    [InlineData("not a url")]
    [InlineData("localhost")]
    [InlineData("https://example.com?q=1")]
    [InlineData("https://example.com:/")]
    [InlineData("https://user@example.com")]
    [InlineData("://example.com")]
    [InlineData("https://example..com")]
    [InlineData("javascript://example.com/%0Aalert(1)")]
    [InlineData("https://example.com/\r\nx")]
    public void refuses_a_web_site_of_another_form(string text) => Assert.Equal(FailureCode.Malformed, WebSite.Parse(text, "website").Failure?.Code);

    [Theory]
    [InlineData("plain \U0001F600 <b>", null)]
    [InlineData("\uFE0F", FailureCode.Malformed)]
    [InlineData("a\0", FailureCode.Malformed)]
    [InlineData("\U0001F600\U0001F600\U0001F600\U0001F600\U0001F600\U0001F600\U0001F600\U0001F600", null)]
    [InlineData("123456789", FailureCode.TooLong)]
    public void counts_code_points_of_plain_text(string text, FailureCode? code) =>
        Assert.Equal(code, PlainText.Parse(text, "city", text.StartsWith('p') ? 100 : 8).Failure?.Code);

    [Fact]
    public void refuses_a_lone_surrogate_in_plain_text() => Assert.Equal(FailureCode.Malformed, PlainText.Parse("a\uDC00", "city", 8).Failure?.Code);

    [Theory]
    [InlineData(" 4711 ", "4711")]
    [InlineData("Kunde Nr. 1", "Kunde Nr. 1")]
    public void trims_an_identifier(string text, string identifier) => Assert.Equal(identifier, IdentifierText.Parse(text, "customId").Value);

    [Theory]
    [InlineData("47\u202811")]
    [InlineData("4711\r")]
    [InlineData("\U0001F600")]
    [InlineData("a\uFE00")]
    public void refuses_an_identifier_with_what_does_not_show(string text) => Assert.Equal(FailureCode.Malformed, IdentifierText.Parse(text, "customId").Failure?.Code);
}
