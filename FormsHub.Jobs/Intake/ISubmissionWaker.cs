namespace FormsHub.Jobs.Intake;

/// <summary>Wakes whoever works on submissions that were just stored.</summary>
public interface ISubmissionWaker
{
    void Wake();
}
