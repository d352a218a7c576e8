using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Freehold.Aimeos;

/// <summary>The customer itself: the empty one of a visitor, or the own account.</summary>
internal static class CustomerResource
{
    public static async Task GetAsync(Exchange exchange)
    {
        if (!exchange.Query.FieldsAreWellFormed)
        {
            await AimeosErrors.WriteAsync(exchange, Problem.InvalidFields);
            return;
        }

        var customer = await ReadAsync(exchange);
        if (customer is null && exchange.Caller is not null && !exchange.Forget()) await AimeosErrors.WriteAsync(exchange, new Failure(FailureCode.NotSignedIn));
        else await CustomerDocument.WriteAsync(exchange, StatusCodes.Status200OK, customer);
    }

    public static async Task PostAsync(Exchange exchange)
    {
        if (exchange.Account is not null)
        {
            await AimeosErrors.WriteAsync(exchange, Problem.SignedIn);
            return;
        }

        var input = await Body.OneAsync(exchange, (attributes, problems) =>
        {
            var read = CustomerAttributes.Read(attributes, exchange.Today, problems);
            if (!read.HasEmail && !attributes.TryGetProperty("customer.email", out _)) problems.Add(Problem.From(new Failure(FailureCode.Required), "customer.email"));
            return read;
        });
        if (input is null) return;

        var wanted = new NewAccount
        {
            Email = input.Email!,
            Code = input.Code,
            Password = input.Password,
            CreationLimit = new Limit(exchange.Options.LimitCount, TimeSpan.FromSeconds(exchange.Options.LimitSeconds)),
        };
        foreach (var (field, value) in input.Profile) wanted.Profile.Fields[field] = value;
        var registered = await Service<Registrations>(exchange).RegisterAsync(wanted, exchange.Origin, exchange.Aborted);
        if (registered.Is(out var account, out var failure)) await CustomerDocument.WriteCreatedAsync(exchange, account.Id);
        else await RefuseAsync(exchange, failure);
    }

    public static async Task PatchAsync(Exchange exchange)
    {
        if (exchange.Account is not { } account)
        {
            await AimeosErrors.WriteAsync(exchange, new Failure(FailureCode.NotSignedIn));
            return;
        }

        if (!exchange.Query.FieldsAreWellFormed)
        {
            await AimeosErrors.WriteAsync(exchange, Problem.InvalidFields);
            return;
        }

        var input = await Body.OneAsync(exchange, (attributes, problems) => CustomerAttributes.Read(attributes, exchange.Today, problems));
        if (input is null) return;

        var change = input.ChangeOf(account, ProofOf(exchange));
        var updated = await Service<Profiles>(exchange).UpdateAsync(exchange.Caller!, change, exchange.Aborted);
        if (!updated.Is(out _, out var failure)) await RefuseAsync(exchange, failure);
        else if (await ReadAsync(exchange) is { } customer) await CustomerDocument.WriteAsync(exchange, StatusCodes.Status200OK, customer);
        else await AimeosErrors.WriteAsync(exchange, new Failure(FailureCode.NotSignedIn));
    }

    /// <summary>Always a success: another's <c>id</c>, a visitor, and a session that is not fresh delete nothing, and are told nothing.</summary>
    public static async Task DeleteAsync(Exchange exchange)
    {
        var meant = exchange.Query["id"] is not { } id || id == exchange.Account?.Id.ToString();
        if (exchange.Account is not null && meant && !(await EraseAsync(exchange)).Is(out _, out var failure))
        {
            await RefuseAsync(exchange, failure);
            return;
        }

        var json = exchange.Begin(StatusCodes.Status200OK, 0);
        exchange.Links(json);
        json.WriteEndObject();
        await exchange.EndAsync(json);
    }

    private static async Task<Result<DeletionOutcome>> EraseAsync(Exchange exchange)
    {
        var proof = new DeletionProof.RecentSession(ProofOf(exchange));
        var ended = await Service<Deletions>(exchange).DeleteAsync(exchange.Caller!, proof, exchange.Aborted);
        if (ended.Is(out var outcome, out _) && outcome != DeletionOutcome.ConfirmationMailed) exchange.Forget();
        return ended;
    }

    private static ValueTask<Customer?> ReadAsync(Exchange exchange)
    {
        if (exchange.Caller is not { } caller) return default;
        var parts = CustomerParts.Groups;
        if (exchange.Includes.Contains(AddressResource.TypeName)) parts |= CustomerParts.Addresses;
        if (exchange.Includes.Contains(PropertyResource.TypeName)) parts |= CustomerParts.Properties;
        if (exchange.Domains.Count > 0) parts |= CustomerParts.Lists;
        if (exchange.Domains.Contains("product")) parts |= CustomerParts.Products;
        return Service<Customers>(exchange).ReadAsync(caller, parts, exchange.Domains, exchange.Aborted);
    }

    private static Task RefuseAsync(Exchange exchange, Failure failure)
    {
        var problems = new List<Problem> { ProblemOf(exchange, failure) };
        foreach (var other in failure.Also) problems.Add(ProblemOf(exchange, other));
        return AimeosErrors.WriteAsync(exchange, problems);
    }

    private static Problem ProblemOf(Exchange exchange, Failure failure)
    {
        var problem = failure.Field is { } field ? Problem.From(failure, CustomerAttributes.NameOf(field)) : Problem.From(failure);
        return failure.Code == FailureCode.StepUpRequired ? problem with { Link = exchange.Locations.StepUp } : problem;
    }

    private static TimeSpan ProofOf(Exchange exchange) => exchange.ByBearer ? exchange.Options.BearerProof : exchange.Options.CookieProof;

    private static T Service<T>(Exchange exchange) where T : notnull => exchange.Http.RequestServices.GetRequiredService<T>();
}
