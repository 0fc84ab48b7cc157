package io.turnpike.cli;

import io.turnpike.definitions.Problems;
import io.turnpike.definitions.Suggestion;
import io.turnpike.jobs.JobFile;
import io.turnpike.jobs.JobFiles;
import io.turnpike.jobs.Parameters;
import io.turnpike.jobs.StepKind;
import java.util.Map;
import org.springframework.context.ApplicationContext;

/** The jobs as commands find them. */
final class Jobs {
    private Jobs() {}

    /** All jobs of the definitions; a mistake in any stops the command. */
    static Map<String, JobFile> load(ApplicationContext context, Settings settings) {
        Problems problems = new Problems();
        Map<String, JobFile> jobs = JobFiles.load(
                settings.definitions(), context.getBeansOfType(StepKind.class).values(), problems);
        problems.throwIfAny();
        return jobs;
    }

    static JobFile find(Map<String, JobFile> jobs, String name) {
        JobFile job = jobs.get(name);
        if (job == null) {
            throw new Parameters.BadParameter("unknown job '" + name + "': " + Suggestion.remedy(name, jobs.keySet()));
        }
        return job;
    }
}
