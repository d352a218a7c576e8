using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Freehold.Synerise;

/// <summary>Call 27: the pages of all profiles.</summary>
internal static class ClientList
{
    /// <summary>So many profiles of a page at most, in both lists.</summary>
    public const int MostInPage = 1000;

    private const int UsualInPage = 20;

    private static readonly (string Name, DirectoryField Field)[] Filters =
        [("firstName", DirectoryField.FirstName), ("lastName", DirectoryField.LastName), ("email", DirectoryField.Email), ("phone", DirectoryField.Phone)];

    public static async Task PageAsync(HttpContext http)
    {
        var failures = new List<Failure>();
        var query = Read(http.Request.Query, failures);
        if (failures.Count > 0)
        {
            await SyneriseErrors.WriteAsync(http, failures);
            return;
        }

        var page = await http.RequestServices.GetRequiredService<ProfileDirectory>().ListAsync(query, http.RequestAborted);
        await SyneriseJson.WriteAsync(http, StatusCodes.Status200OK, page, static (json, profiles) =>
        {
            json.WriteStartArray();
            foreach (var profile in profiles) ProfileBody.Write(json, profile);
            json.WriteEndArray();
        });
    }

    /// <summary>A whole number of a query; the default when it is absent.</summary>
    public static long Number(IQueryCollection query, string name, long usual, long least, long most, List<Failure> failures)
    {
        if (query[name] is not [{ Length: > 0 } text, ..]) return usual;
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most) return number;
        failures.Add(new Failure(FailureCode.OutOfRange, name) { Rejected = text });
        return usual;
    }

    /// <summary>A field to sort by; null when it is none.</summary>
    public static DirectoryField? FieldOf(string name) => name switch
    {
        "firstName" or "firstname" => DirectoryField.FirstName,
        "lastName" or "lastname" => DirectoryField.LastName,
        "lastActivityDate" or "last_activity_date" => DirectoryField.Created,
        "email" => DirectoryField.Email,
        "city" => DirectoryField.City,
        "phone" => DirectoryField.Phone,
        _ => null,
    };

    private static DirectoryQuery Read(IQueryCollection query, List<Failure> failures)
    {
        var index = Number(query, "pageIndex", 1, 1, int.MaxValue, failures);
        var size = Number(query, "pageSize", UsualInPage, 1, MostInPage, failures);
        var sort = DirectoryField.Created;
        if (query["sortBy"] is [{ Length: > 0 } by, ..])
        {
            if (FieldOf(by) is { } known) sort = known;
            else failures.Add(new Failure(FailureCode.OutOfRange, "sortBy") { Rejected = by });
        }

        var order = query["sortOrder"] is [{ Length: > 0 } given, ..] ? given.ToUpperInvariant() : "ASC";
        if (order is not ("ASC" or "DESC")) failures.Add(new Failure(FailureCode.OutOfRange, "sortOrder") { Rejected = order });

        var beginnings = new Dictionary<DirectoryField, string>();
        foreach (var (name, field) in Filters)
            if (query[$"filters[{name}]"] is [{ Length: > 0 } text, ..]) beginnings[field] = text;

        return new DirectoryQuery
        {
            Sort = sort,
            Descending = order == "DESC",
            Offset = (index - 1) * size,
            Limit = size,
            Recognized = Anonymous(query, failures) is { } anonymous ? !anonymous : null,
            Beginnings = beginnings,
        };
    }

    private static bool? Anonymous(IQueryCollection query, List<Failure> failures)
    {
        const string name = "filters[anonymous]";
        if (query[name] is not [{ Length: > 0 } text, ..]) return null;
        if (text is "1" or "true") return true;
        if (text is not ("0" or "false")) failures.Add(new Failure(FailureCode.OutOfRange, name) { Rejected = text });
        return false;
    }
}
