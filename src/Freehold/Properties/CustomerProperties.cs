using Freehold.Storage;

namespace Freehold;

/// <summary>The customer's properties. Those in another language than the one that is asked for are kept, but neither shown nor reachable.</summary>
public sealed class CustomerProperties(Database database, OwnAccounts accounts, TimeProvider clock)
{
    /// <summary>Adds properties, all or none.</summary>
    /// <returns>The properties that show in the language; <see cref="FailureCode.NotSignedIn"/>, <see cref="FailureCode.TooMany"/>, <see cref="FailureCode.Taken"/> for one with a language that stands already.</returns>
    public Task<Result<IReadOnlyList<CustomerProperty>>> AddAsync(Caller caller, IReadOnlyList<PropertyChange> added, string language, CancellationToken ct) =>
        database.WriteAsync<Result<IReadOnlyList<CustomerProperty>>>(
            async session =>
            {
                var now = clock.GetUtcNow();
                if (await accounts.LockAsync(session, caller, now, ct) is not { } account) return FailureCode.NotSignedIn;
                var properties = await session.ListPropertiesAsync(account.Id, ct);
                var stood = properties.Count;
                if (stood + added.Count > EntryLimits.Most) return FailureCode.TooMany;

                foreach (var change in added)
                {
                    var property = change.Apply(new CustomerProperty(EntryLimits.Next(properties.LastOrDefault()?.Id, now), "", null, ""));
                    if (properties.Exists(property.Clashes)) return new Failure(FailureCode.Taken) { Entry = properties.Count - stood };
                    properties.Add(property);
                }

                foreach (var property in properties.Skip(stood)) await session.SavePropertyAsync(account.Id, property, ct);
                return properties.FindAll(property => property.ShowsIn(language));
            },
            ct);

    /// <summary>Changes one property.</summary>
    /// <returns>The property; <see cref="FailureCode.NotSignedIn"/>, <see cref="FailureCode.NotFound"/>, <see cref="FailureCode.Taken"/>.</returns>
    public Task<Result<CustomerProperty>> ChangeAsync(Caller caller, long id, PropertyChange change, string language, CancellationToken ct) =>
        database.WriteAsync<Result<CustomerProperty>>(
            async session =>
            {
                if (await accounts.LockAsync(session, caller, clock.GetUtcNow(), ct) is not { } account) return FailureCode.NotSignedIn;
                var properties = await session.ListPropertiesAsync(account.Id, ct);
                if (properties.Find(one => one.Id == id && one.ShowsIn(language)) is not { } stood) return FailureCode.NotFound;

                var property = change.Apply(stood);
                if (properties.Exists(property.Clashes)) return new Failure(FailureCode.Taken) { Entry = 0 };
                await session.SavePropertyAsync(account.Id, property, ct);
                return property;
            },
            ct);

    /// <summary>Takes properties away; ids that are unknown or do not show in the language are skipped.</summary>
    /// <returns><see cref="FailureCode.NotSignedIn"/>, or success.</returns>
    public Task<Result<Done>> RemoveAsync(Caller caller, IReadOnlyList<long> ids, string language, CancellationToken ct) =>
        database.WriteAsync<Result<Done>>(
            async session =>
            {
                if (await accounts.LockAsync(session, caller, clock.GetUtcNow(), ct) is not { } account) return FailureCode.NotSignedIn;
                foreach (var property in await session.ListPropertiesAsync(account.Id, ct))
                    if (property.ShowsIn(language) && ids.Contains(property.Id)) await session.DeletePropertyAsync(account.Id, property.Id, ct);
                return new Done();
            },
            ct);
}
