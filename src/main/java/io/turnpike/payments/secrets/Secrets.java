package io.turnpike.payments.secrets;

import io.turnpike.definitions.Definitions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.ConfigurableEnvironment;

/** Fetches secrets from where definitions say they stand. */
public final class Secrets {
    /** A secret that can be guessed is none; this is the least that is taken. */
    private static final int SHORTEST = 8;

    private static final int LONGEST_FILE_BYTES = 4096;

    private final Path root;
    private final Function<String, @Nullable String> environment;

    /**
     * @param root of relative paths: the definitions' folder
     * @param environment what a variable holds; null for one that is not set
     */
    public Secrets(Path root, Function<String, @Nullable String> environment) {
        this.root = root;
        this.environment = environment;
    }

    /** Those of the program: files beside its definitions, variables of its environment. */
    public static Secrets of(Definitions definitions, ConfigurableEnvironment environment) {
        return new Secrets(definitions.root(), name -> asWritten(environment, name));
    }

    /** A variable without Spring's own reading of dollar signs and braces: a secret may hold any character. */
    private static @Nullable String asWritten(ConfigurableEnvironment environment, String name) {
        return environment.getPropertySources().stream()
                .map(source -> source.getProperty(name))
                .filter(Objects::nonNull)
                .findFirst()
                .map(String::valueOf)
                .orElse(null);
    }

    /** A secret that is not where the definition says it is, or is no good. */
    public static final class Missing extends Exception {
        private static final long serialVersionUID = 1L;

        Missing(String message) {
            super(message);
        }
    }

    /**
     * What stands in these places, in their order.
     *
     * @throws Missing where one of them has none, or one that is no good
     */
    public List<byte[]> all(List<SecretPlace> places) throws Missing {
        List<byte[]> secrets = new ArrayList<>();
        for (SecretPlace place : places) {
            secrets.add(one(place).getBytes(StandardCharsets.UTF_8));
        }
        return secrets;
    }

    private String one(SecretPlace place) throws Missing {
        String text = place.inFile() ? fromFile(place) : environment.apply(place.name());
        if (text == null) {
            throw new Missing(place + " with a secret is not set");
        }
        if (text.length() < SHORTEST) {
            throw new Missing("the secret in " + place + " is shorter than " + SHORTEST + " characters");
        }
        return text;
    }

    private @Nullable String fromFile(SecretPlace place) throws Missing {
        Path path = root.resolve(place.name());
        try {
            if (!Files.isRegularFile(path)) {
                return null;
            }
            if (Files.size(path) > LONGEST_FILE_BYTES) {
                throw new Missing(place + " is too long for a secret");
            }
            return Files.readString(path).strip();
        } catch (IOException e) {
            throw new Missing(place + " with a secret cannot be read: " + e.getMessage());
        }
    }
}
