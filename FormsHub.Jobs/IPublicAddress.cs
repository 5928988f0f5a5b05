namespace FormsHub.Jobs;

/// <summary>Where people find FormsHub.</summary>
public interface IPublicAddress
{
    /// <summary>The address they open in a browser, without a slash at the end.</summary>
    string Address { get; }
}
