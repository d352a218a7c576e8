namespace Freehold.Http.Tests.Synerise;

/// <summary>A test with a server of its own, and the business side of the shop.</summary>
public abstract class In_an_office : In_a_shop
{
    private protected Office Office { get; private set; } = null!;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        Office = await Office.OpenAsync(Server);
    }
}
