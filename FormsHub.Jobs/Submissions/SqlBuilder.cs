using System.Text;
using Npgsql;
using NpgsqlTypes;

namespace FormsHub.Jobs.Submissions;

/// <summary>A statement in the making: its text knows only words of this program and ids, every value goes into a parameter.</summary>
internal sealed class SqlBuilder
{
    private readonly StringBuilder _text = new();
    private readonly List<NpgsqlParameter> _parameters = [];

    public SqlBuilder Add(string text)
    {
        _text.Append(text);
        return this;
    }

    /// <returns>The parameter's place in the text, such as <c>$3</c>.</returns>
    public string Parameter<T>(T value, NpgsqlDbType type)
    {
        _parameters.Add(new NpgsqlParameter<T> { TypedValue = value, NpgsqlDbType = type });
        return $"${_parameters.Count}";
    }

    /// <summary>The finished command. It stays unnamed on purpose: PostgreSQL then plans each filter for the values at hand.</summary>
    public NpgsqlCommand ToCommand(NpgsqlConnection connection)
    {
        var command = new NpgsqlCommand(_text.ToString(), connection);
        foreach (var parameter in _parameters)
        {
            command.Parameters.Add(parameter);
        }

        return command;
    }

    public override string ToString() => _text.ToString();
}
