using System.Text.Json;

namespace Freehold.AccountApi;

/// <summary>What one line of an upload must look like; unknown members are ignored.</summary>
internal static class AdminLines
{
    /// <summary>Code points.</summary>
    public const int LongestText = 255;

    public static Result<Group> Group(JsonElement line)
    {
        if (!Text(line, "id").Is(out var id, out var failure) || !Text(line, "code").Is(out var code, out failure) || !Text(line, "label").Is(out var label, out failure)) return failure;
        return new Group(id, code, label);
    }

    public static Result<Product> Product(JsonElement line)
    {
        if (!Text(line, "id").Is(out var id, out var failure) || !Text(line, "code").Is(out var code, out failure) || !Text(line, "label").Is(out var label, out failure)) return failure;
        if (!line.TryGetProperty("status", out var status)) return new Product(id, code, label, Status: 1);
        return status.ValueKind == JsonValueKind.Number && status.TryGetInt32(out var number) ? new Product(id, code, label, number) : new Failure(FailureCode.WrongType, "status");
    }

    public static Result<Order> Order(JsonElement line)
    {
        if (!Text(line, "id").Is(out var id, out var failure) || !Text(line, "placedAt").Is(out var placed, out failure)) return failure;
        if (!line.TryGetProperty("accountId", out var account)) return new Failure(FailureCode.Required, "accountId");
        if (account.ValueKind != JsonValueKind.Number || !account.TryGetInt64(out var number)) return new Failure(FailureCode.WrongType, "accountId");
        if (number <= 0) return new Failure(FailureCode.OutOfRange, "accountId");
        if (!IsoMoment.Parse(placed, "placedAt").Is(out var placedAt, out failure)) return failure;
        if (!line.TryGetProperty("document", out var document)) return new Failure(FailureCode.Required, "document");
        return document.ValueKind == JsonValueKind.Object ? new Order(id, new CustomerId(number), placedAt, document.GetRawText()) : new Failure(FailureCode.WrongType, "document");
    }

    private static Result<string> Text(JsonElement line, string name)
    {
        if (line.ValueKind != JsonValueKind.Object) return FailureCode.WrongType;
        if (!line.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null) return new Failure(FailureCode.Required, name);
        return value.ValueKind == JsonValueKind.String ? PlainText.Parse(value.GetString(), name, LongestText) : new Failure(FailureCode.WrongType, name);
    }
}
