//! What is promised of the command line.

stability::surface! {
    /// The commands and their exit codes.
    area "CLI", stable(since = "0.5.0");
    /// The folder of the project.
    option "aksara" "--project";
    /// Brings a project up, in a temporary folder where none is named.
    command "aksara dev";
    /// Applies the migrations that are not applied yet.
    command "aksara migrate";
    /// Writes a migration for what has changed in the models.
    command "aksara makemigrations";
    /// Answers requests, one per line.
    command "aksara shell";
    /// Examines the project.
    command "aksara doctor";
    /// Whether the project can be launched: its migrations are made, sound and applied.
    command "aksara doctor launch-check";
    /// Whether settings leave nothing open.
    command "aksara doctor security-check";
    /// Whether the project is ready for production: both, and indexes.
    command "aksara doctor production-check";
    /// What to do until all checks pass.
    command "aksara doctor fix-plan";
    /// The projects that come with Aksara.
    command "aksara examples";
    /// Whether each can be migrated and answers.
    command "aksara examples validate";
    exit_code "aksara doctor" 0 "pass";
    exit_code "aksara doctor" 1 "fail";
    exit_code "aksara doctor" 2 "could not complete: the usage, a setting or a file is not valid";
    exit_code "aksara makemigrations" 0 "written, or nothing to write";
    exit_code "aksara makemigrations" 1 "with `--check`: something to write";
    exit_code "aksara makemigrations" 2 "could not complete";
    exit_code "aksara migrate" 0 "applied, or nothing to apply";
    exit_code "aksara migrate" 2 "could not complete";
    excludes "human-readable output";

    area "Example Templates";
    #[evolving(since = "0.5.0", note = "generated project layouts may change between minor versions")]
    command "aksara startproject";
    #[evolving(since = "0.5.0", note = "templates come and go")]
    option "aksara startproject" "--template";

    area "Generated Surface Change Policy";
    #[evolving(since = "0.6.0", note = "what is printed follows the policy of each artefact; how it is asked for may change")]
    command "aksara generate";

    /// What the command line and its tests are made of.
    area "Internals of the Program", internal;
}
