package io.turnpike.cli;

import io.turnpike.jobs.StepKind;
import java.util.ArrayList;
import java.util.List;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.objenesis.SpringObjenesis;
import org.springframework.stereotype.Component;
import org.springframework.util.ClassUtils;

/**
 * The kinds of steps the program has, to read job files by and nothing more: they have no collaborators, because those need a
 * database. What a kind says of itself (word, summary, options) is constant, so that it can say it without being constructed.
 */
final class StepWords {
    private static final SpringObjenesis UNCONSTRUCTED = new SpringObjenesis();

    private StepWords() {}

    /** One of each kind; only to be asked for its description, never to begin. */
    static List<StepKind> all() {
        ClassPathScanningCandidateComponentProvider finder = new ClassPathScanningCandidateComponentProvider(false);
        finder.addIncludeFilter(new AnnotationTypeFilter(Component.class));
        List<StepKind> kinds = new ArrayList<>();
        for (BeanDefinition found : finder.findCandidateComponents("io.turnpike")) {
            Class<?> type = ClassUtils.resolveClassName(
                    String.valueOf(found.getBeanClassName()), StepWords.class.getClassLoader());
            if (StepKind.class.isAssignableFrom(type)) {
                kinds.add((StepKind) UNCONSTRUCTED.newInstance(type));
            }
        }
        return kinds;
    }
}
