namespace Freehold;

/// <summary>A value, or the business fact that stood in its way; client mistakes are results, never exceptions.</summary>
public readonly struct Result<T>
{
    private readonly T? value;

    private Result(T? value, Failure? failure)
    {
        this.value = value;
        Failure = failure;
    }

    /// <summary>Why there is no value; null when there is one.</summary>
    public Failure? Failure { get; }

    /// <summary>The value; throws when the result is a failure, which is a bug in the caller.</summary>
    public T Value => Failure is null ? value! : throw new InvalidOperationException($"No value: {Failure.Code}.");

    /// <summary>True and the value, or false and the failure.</summary>
    public bool Is([System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out T? found, [System.Diagnostics.CodeAnalysis.NotNullWhen(false)] out Failure? failure)
    {
        found = value;
        failure = Failure;
        return failure is null;
    }

#pragma warning disable CA2225 // Conversions are the whole interface: `return phone;` and `return FailureCode.WrongCode;`.
    public static implicit operator Result<T>(T value) => new(value, null);
    public static implicit operator Result<T>(Failure failure) => new(default, failure);
    public static implicit operator Result<T>(FailureCode code) => new(default, new Failure(code));
#pragma warning restore CA2225
}

/// <summary>The value of an operation that has nothing to tell but that it succeeded.</summary>
public readonly record struct Done;
