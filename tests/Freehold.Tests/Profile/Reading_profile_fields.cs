using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Freehold.Tests;

public sealed class Reading_profile_fields
{
    private static readonly DateOnly Today = new(2026, 5, 17);
    private static readonly ProfileField[] Fields = Enum.GetValues<ProfileField>();

    [Fact]
    public void knows_each_field_by_its_own_names()
    {
        Assert.Equal(Fields.Length, ProfileFields.Count);
        foreach (var field in Fields)
        {
            Assert.Equal(field.ToString(), ProfileFields.Name(field), ignoreCase: true);
            Assert.Equal(field.ToString(), ProfileFields.Column(field).Replace("_", "", StringComparison.Ordinal), ignoreCase: true);
            Assert.Equal(JsonNamingPolicy.CamelCase.ConvertName(field.ToString()), ProfileFields.Name(field));
        }
    }

    [Theory]
    [InlineData(ProfileField.FirstName, "  <b>Anna</b>", "  <b>Anna</b>")]
    [InlineData(ProfileField.Salutation, "mr", "mr")]
    [InlineData(ProfileField.CountryId, "de", "DE")]
    [InlineData(ProfileField.LanguageId, "de-at", "de_AT")]
    [InlineData(ProfileField.Longitude, "10.0", "10")]
    [InlineData(ProfileField.Sex, "FEMALE", "FEMALE")]
    [InlineData(ProfileField.Sex, "NOT_SPECIFIED", null)]
    [InlineData(ProfileField.Label, "", null)]
    [InlineData(ProfileField.AvatarUrl, "https://example.com/a?s=100&amp;r=g&d=blank", "https://example.com/a?s=100&amp;r=g&d=blank")]
    public void gives_the_canonical_text(ProfileField field, string text, string? canonical) => Assert.Equal(canonical, ProfileFields.Parse(field, text, Today).Value);

    [Theory]
    [InlineData(ProfileField.Salutation, "Mr", FailureCode.OutOfRange)]
    [InlineData(ProfileField.Sex, "male", FailureCode.OutOfRange)]
    [InlineData(ProfileField.Postal, "12345678901234567", FailureCode.TooLong)]
    [InlineData(ProfileField.BirthDate, "2001-02-30", FailureCode.OutOfRange)]
    [InlineData(ProfileField.Latitude, "91", FailureCode.OutOfRange)]
    [InlineData(ProfileField.VatId, "DE\0", FailureCode.Malformed)]
    public void names_the_refused_field(ProfileField field, string text, FailureCode code)
    {
        var failure = ProfileFields.Parse(field, text, Today).Failure;

        Assert.Equal(code, failure?.Code);
        Assert.Equal(ProfileFields.Name(field), failure?.Field);
        Assert.Equal(text, failure?.Rejected);
    }

    [Fact]
    public void never_throws_and_reads_its_canonical_text_again()
    {
        foreach (var field in Fields)
            Texts.Any.Hold(text =>
                !ProfileFields.Parse(field, text, Today).Is(out var canonical, out _) || canonical is null ||
                (ProfileFields.Parse(field, canonical, Today).Value == canonical && canonical.EnumerateRunes().Count() <= ProfileFields.MaxLength(field)));
    }

    [Fact]
    public void writes_coordinates_that_are_JSON_numbers() => Prop.ForAll(
        ArbMap.Default.ArbFor<double>(),
        degrees => !ProfileFields.Parse(ProfileField.Longitude, degrees.ToString("R", System.Globalization.CultureInfo.InvariantCulture), Today).Is(out var text, out _) ||
            (JsonDocument.Parse(text).RootElement.GetDouble() is var read && Math.Abs(read - degrees) < 1e-9))
        .Check(Config.QuickThrowOnFailure.WithMaxTest(1000));

    [Theory]
    [InlineData("A", "B", "Co", "A B (Co)")]
    [InlineData("A", "", "Co", "A (Co)")]
    [InlineData(null, "B", null, "B")]
    [InlineData(null, null, "Co", "(Co)")]
    [InlineData("", "", "", null)]
    public void generates_a_label(string? first, string? last, string? company, string? label) => Assert.Equal(label, GeneratedLabel.From(first, last, company));
}
