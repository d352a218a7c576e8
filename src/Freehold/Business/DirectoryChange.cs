using Freehold.Storage;

namespace Freehold;

/// <summary>The values of an entry that changed, for the SET of an UPDATE: a database writes the index of every column that is named there.</summary>
internal readonly record struct DirectoryChange(DirectoryEntry Before, DirectoryEntry After)
{
    internal void AppendTo(Statement statement)
    {
        var separator = "";
        if (After.Email != Before.Email) Put("email = ", DirectoryKey.OfEmail(After.Email));
        if (After.PhoneDigits != Before.PhoneDigits) Put("phone = ", DirectoryKey.Of(After.PhoneDigits));
        if (After.FirstName != Before.FirstName) Put("first_name = ", DirectoryKey.Of(After.FirstName));
        if (After.LastName != Before.LastName) Put("last_name = ", DirectoryKey.Of(After.LastName));
        if (After.City != Before.City) Put("city = ", DirectoryKey.Of(After.City));

        void Put(string column, byte[] key)
        {
            statement.Append(separator);
            statement.Append(column);
            statement.Add(SqlValue.Of(key));
            separator = ", ";
        }
    }
}
