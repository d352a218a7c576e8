using System.Text.Json;

namespace Freehold.Aimeos;

/// <summary>Writes <c>attributes</c> narrowed to the fields that were asked for; with nothing left it is an empty list, as the original prints it.</summary>
internal ref struct AttributeWriter(Utf8JsonWriter json, HashSet<string>? fields)
{
    private bool open;

    /// <summary>A text, or null.</summary>
    public void Write(string name, string? value)
    {
        if (Starts(name)) json.WriteStringValue(value);
    }

    /// <summary>A whole number.</summary>
    public void Write(string name, long value)
    {
        if (Starts(name)) json.WriteNumberValue(value);
    }

    /// <summary>JSON that is trusted to be valid; null is null.</summary>
    public void WriteRaw(string name, string? value)
    {
        if (!Starts(name)) return;
        if (value is null) json.WriteNullValue();
        else json.WriteRawValue(value, skipInputValidation: true);
    }

    /// <summary>Whether an attribute is wanted; its value must then be written.</summary>
    public bool Starts(string name)
    {
        if (!Opens(name)) return false;
        json.WritePropertyName(name);
        return true;
    }

    /// <summary>The same for a name that was encoded once.</summary>
    public bool Starts(JsonEncodedText name)
    {
        if (!Opens(name.Value)) return false;
        json.WritePropertyName(name);
        return true;
    }

    private bool Opens(string name)
    {
        if (fields is not null && !fields.Contains(name)) return false;
        if (!open) json.WriteStartObject("attributes"u8);
        open = true;
        return true;
    }

    public readonly void End()
    {
        if (open)
        {
            json.WriteEndObject();
            return;
        }

        json.WriteStartArray("attributes"u8);
        json.WriteEndArray();
    }
}
