namespace FormsHub.Jobs.Access;

/// <summary>A person who may sign in.</summary>
public sealed record Account
{
    public required int Id { get; init; }
    public required string Name { get; init; }

    /// <summary>administrator, author or analyst.</summary>
    public required string Role { get; init; }
    public required string PasswordHash { get; init; }

    /// <summary>Changes with the password; a cookie that carries another one is refused.</summary>
    public required Guid Stamp { get; init; }
    public DateTimeOffset CreatedAt { get; init; }
}
