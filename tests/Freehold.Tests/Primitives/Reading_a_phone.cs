using Xunit;

namespace Freehold.Tests;

public sealed class Reading_a_phone
{
    [Theory]
    [InlineData("+48 555 015-332", null, "48555015332", "PL")]
    [InlineData("0048 555015332", null, "48555015332", "PL")]
    [InlineData("555 015 332", null, "555015332", null)]
    [InlineData("555 015 332", "PL", "48555015332", "PL")]
    [InlineData("0170 1234567", "DE", "491701234567", "DE")]
    [InlineData("+49 (0)170 1234567", null, "491701234567", "DE")]
    [InlineData("06 1234 5678", "IT", "390612345678", "IT")]
    [InlineData("+39 06 1234 5678", null, "390612345678", "IT")]
    [InlineData("07 07 12 34 56", "CI", "2250707123456", "CI")]
    [InlineData("06 30 123 4567", "HU", "36301234567", "HU")]
    [InlineData("8 (812) 123-45-67", "RU", "78121234567", "RU")]
    [InlineData("(812) 123-45-67", "RU", "78121234567", "RU")]
    [InlineData("8 701 123 45 67", "KZ", "77011234567", "KZ")]
    [InlineData("(212) 555-0123", "US", "12125550123", "US")]
    [InlineData("1 416 555 0123", "US", "14165550123", "CA")]
    [InlineData("011 44 20 79460123", "US", "442079460123", "GB")]
    [InlineData("+1 876 555 0123", null, "18765550123", "JM")]
    [InlineData("+44 1624 555012", null, "441624555012", "IM")]
    [InlineData("+999 123456", null, "999123456", null)]
    public void makes_the_digits_international_where_it_can(string text, string? country, string digits, string? callingCountry)
    {
        var home = country is null ? null : CountryCode.Parse(country, "country").Value;

        var phone = Phone.Parse($" {text} ", "phone", home).Value;

        Assert.Equal(text, phone.Text);
        Assert.Equal(digits, phone.Digits);
        Assert.Equal(callingCountry, phone.CallingCountry?.Text);
    }

    [Theory]
    [InlineData("+12345")]
    [InlineData("12345")]
    [InlineData("(      )")]
    [InlineData("5-5-5 / 15")]
    [InlineData("555015332x12")]
    [InlineData("48+555015332")]
    [InlineData("+12345678901234567890")]
    [InlineData("123456789012345678901")]
    [InlineData("٠١٢٣٤٥٦٧٨")]
    [InlineData("555015332\n")]
    public void refuses_what_is_none(string text) => Assert.Equal(FailureCode.Malformed, Phone.Parse(text, "phone", null).Failure?.Code);

    [Theory]
    [InlineData("+48 55", null, "4855")]
    [InlineData("0048 55", null, "4855")]
    [InlineData("+49 (0)17", null, "4917")]
    [InlineData("555", null, "555")]
    [InlineData("555", "PL", "48555")]
    [InlineData("48 555", "PL", "48555")]
    [InlineData("4", "PL", "4")]
    [InlineData("017", "DE", "4917")]
    [InlineData("(212)", "US", "1212")]
    [InlineData("nobody", null, null)]
    [InlineData("48x", "PL", null)]
    [InlineData("+", null, null)]
    [InlineData("00", null, null)]
    [InlineData("", null, "")]
    public void knows_from_its_beginning_what_the_digits_begin_with(string text, string? country, string? digits) =>
        Assert.Equal(digits, Phone.Beginning(text, country is null ? null : CountryCode.Parse(country, "country").Value));

    [Fact]
    public void never_throws_and_reads_its_international_form_again() => Texts.Any.Hold(text =>
        !Phone.Parse(text, "phone", CountryCode.Parse("DE", "country").Value).Is(out var phone, out _) ||
        !Phone.Parse("+" + phone.Digits, "phone", null).Is(out var again, out _) || again.Digits == phone.Digits);

    [Fact]
    public void knows_every_country() => Assert.Equal(249, CallingCodes.Count);
}
