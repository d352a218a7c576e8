using Freehold.Storage;

namespace Freehold;

/// <summary>The SQL of delivery addresses.</summary>
internal static class AddressQueries
{
    /// <summary>The addresses of a customer, oldest first.</summary>
    public static Task<List<Address>> ListAddressesAsync(this Session session, CustomerId customer, CancellationToken ct)
    {
        var position = 0;
        return session.ListAsync($"SELECT {Address.Columns} FROM address WHERE customer_id = {customer} ORDER BY address_id", row => Address.Read(row, position++), ct);
    }

    /// <summary>Writes an address, new or not.</summary>
    public static Task SaveAddressAsync(this Session session, CustomerId customer, Address address, CancellationToken ct) =>
        session.ExecuteAsync(
            $"""
            INSERT INTO address (customer_id, address_id, email, salutation, company, vat_id, title, first_name, last_name, address1, address2, address3,
                postal, city, state, language_id, country_id, telephone, telefax, website, longitude, latitude, birth_date)
            VALUES ({customer}, {address.Id}, {address.Email}, {address[ProfileField.Salutation]}, {address[ProfileField.Company]}, {address[ProfileField.VatId]},
                {address[ProfileField.Title]}, {address[ProfileField.FirstName]}, {address[ProfileField.LastName]}, {address[ProfileField.Address1]},
                {address[ProfileField.Address2]}, {address[ProfileField.Address3]}, {address[ProfileField.Postal]}, {address[ProfileField.City]},
                {address[ProfileField.State]}, {address[ProfileField.LanguageId]}, {address[ProfileField.CountryId]}, {address[ProfileField.Telephone]},
                {address[ProfileField.Telefax]}, {address[ProfileField.Website]}, {address[ProfileField.Longitude]}, {address[ProfileField.Latitude]}, {address[ProfileField.BirthDate]})
            ON CONFLICT (customer_id, address_id) DO UPDATE SET email = excluded.email, salutation = excluded.salutation, company = excluded.company,
                vat_id = excluded.vat_id, title = excluded.title, first_name = excluded.first_name, last_name = excluded.last_name, address1 = excluded.address1,
                address2 = excluded.address2, address3 = excluded.address3, postal = excluded.postal, city = excluded.city, state = excluded.state,
                language_id = excluded.language_id, country_id = excluded.country_id, telephone = excluded.telephone, telefax = excluded.telefax,
                website = excluded.website, longitude = excluded.longitude, latitude = excluded.latitude, birth_date = excluded.birth_date
            """,
            ct);

    /// <summary>Takes an address away; nothing happens when there is none.</summary>
    public static Task DeleteAddressAsync(this Session session, CustomerId customer, long id, CancellationToken ct) =>
        session.ExecuteAsync($"DELETE FROM address WHERE customer_id = {customer} AND address_id = {id}", ct);
}
