namespace Freehold.Load;

/// <summary>The profile that everything is measured with: names, an address, a phone, a birth date.</summary>
internal static class PlainProfile
{
    private static readonly string[] FirstNames = ["Anna", "Katarzyna", "Piotr", "Tomasz", "Zofia", "Jan", "Magdalena"];
    private static readonly string[] LastNames = ["Kowalska", "Nowak", "Wisniewska", "Zielinski", "Lewandowska"];
    private static readonly string[] Cities = ["Krakow", "Warszawa", "Gdynia"];

    public static Account New(int number, DateTimeOffset now)
    {
        var email = Seed.Email(number);
        var account = new Account
        {
            Id = Randomness.CustomerId(now),
            Standing = Standing.Active,
            Registered = true,
            CreatedAt = now,
            ChangedAt = now,
            Uuid = Randomness.Uuid(now),
            Email = email,
            EmailVerified = true,
            VerifiedEmail = email,
            Phone = $"+48555{number % 1_000_000:D6}",
            PhoneDigits = $"48555{number % 1_000_000:D6}",
        };
        account[ProfileField.FirstName] = FirstNames[number % FirstNames.Length];
        account[ProfileField.LastName] = LastNames[number % LastNames.Length];
        account[ProfileField.Address1] = "ul. Kwiatowa 7";
        account[ProfileField.Postal] = "30-001";
        account[ProfileField.City] = Cities[number % Cities.Length];
        account[ProfileField.CountryId] = "PL";
        account[ProfileField.LanguageId] = "pl";
        account[ProfileField.Label] = $"{account[ProfileField.FirstName]} {account[ProfileField.LastName]}";
        account[ProfileField.BirthDate] = "1990-05-17";
        return account;
    }
}
