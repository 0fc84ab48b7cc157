package io.turnpike.cli;

import io.turnpike.definitions.Suggestion;
import io.turnpike.jobs.JobFile;
import io.turnpike.jobs.Parameters;
import io.turnpike.jobs.Runs;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/** Runs a job and shows how far it is. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        description = "Run a job of jobs/*.yaml to its end.",
        footer = {
            "",
            "A job's own parameters follow its name: turnpike run month --through 2026-03-31",
            "'turnpike jobs' lists the jobs with their parameters."
        })
final class RunCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private Settings settings;

    @picocli.CommandLine.Parameters(paramLabel = "JOB", description = "the job's name")
    private String job = "";

    @Option(names = "--only", paramLabel = "STEP", split = ",", description = "run only these steps of the job")
    private List<String> only = new ArrayList<>();

    @Option(names = "--from-step", paramLabel = "STEP", description = "begin with this step of the job")
    private @Nullable String fromStep;

    @Unmatched
    private List<String> given = new ArrayList<>();

    RunCommand() {}

    @Override
    public Integer call() {
        try (ConfigurableApplicationContext context = settings.open()) {
            JobFile file = Jobs.find(Jobs.load(context, settings), job);
            Parameters parameters = parameters(file);
            RunReport report = new RunReport(spec.commandLine().getOut());
            Runs.Outcome outcome = context.getBean(Runs.class).start(part(file), parameters, report);
            return report.show(outcome, IntakeLines.of(context, outcome.runId()));
        }
    }

    /** The steps that were asked for. */
    private JobFile part(JobFile file) {
        List<String> names = file.stepNames();
        List<String> wanted = new ArrayList<>(only);
        if (fromStep != null) {
            wanted.add(fromStep);
        }
        for (String name : wanted) {
            if (!names.contains(name)) {
                throw new Parameters.BadParameter(
                        "the job " + file.name() + " has no step '" + name + "': " + Suggestion.remedy(name, names));
            }
        }
        return file.only(names.stream()
                .filter(name -> only.isEmpty() || only.contains(name))
                .filter(name -> fromStep == null || names.indexOf(name) >= names.indexOf(fromStep))
                .toList());
    }

    /** {@code --name value} or {@code --name=value}. */
    private Parameters parameters(JobFile file) {
        List<String> known =
                file.parameters().stream().map(JobFile.Parameter::name).toList();
        Map<String, String> values = new TreeMap<>();
        for (int i = 0; i < given.size(); i++) {
            String word = given.get(i);
            if (!word.startsWith("--")) {
                throw new Parameters.BadParameter(
                        "'" + word + "' is not expected here: parameters are written --name value");
            }
            int equals = word.indexOf('=');
            String name = word.substring(2, equals < 0 ? word.length() : equals);
            if (!known.contains(name)) {
                throw new Parameters.BadParameter("the job " + file.name() + " has no parameter --" + name + ": "
                        + Suggestion.remedy(name, known));
            }
            if (equals >= 0) {
                values.put(name, word.substring(equals + 1));
            } else if (i + 1 < given.size() && !given.get(i + 1).startsWith("--")) {
                values.put(name, given.get(++i));
            } else {
                throw new Parameters.BadParameter("--" + name + " has no value: write --" + name + " VALUE");
            }
        }
        return new Parameters(values);
    }
}
