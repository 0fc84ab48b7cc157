package io.turnpike.documents;

import io.turnpike.definitions.Place;
import io.turnpike.definitions.Problems;
import io.turnpike.definitions.SourceFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Reads the documents that a template is checked with: {@code sample.<language>.json}, {@code sample-<word>.<language>.json}. */
final class Samples {
    private static final JsonMapper JSON = new JsonMapper();
    private static final TypeReference<LinkedHashMap<String, Object>> DOCUMENT = new TypeReference<>() {};

    private Samples() {}

    /** The samples by name, those of the nearest folder first; none at all is a problem. */
    static Map<String, Map<String, Object>> read(TemplateFiles files, SourceFile main, Problems problems)
            throws IOException {
        String end = "." + files.language() + ".json";
        Map<String, Map<String, Object>> samples = new TreeMap<>();
        for (Path path : files.all(name -> name.startsWith("sample") && name.endsWith(end))) {
            String file = path.getFileName().toString();
            String name = file.substring(0, file.length() - end.length());
            if (!samples.containsKey(name)) {
                parse(files.source(path), problems).ifPresent(sample -> samples.put(name, sample));
            }
        }
        if (samples.isEmpty()) {
            problems.add(
                    Place.whole(main),
                    "there is no sample to check this template with",
                    "put a sample" + end + " beside it");
        }
        return samples;
    }

    /** One sample from any file. */
    static Optional<Map<String, Object>> parse(SourceFile file, Problems problems) {
        try {
            return Optional.of(JSON.readValue(file.text(), DOCUMENT));
        } catch (JacksonException e) {
            TokenStreamLocation at = e.getLocation();
            Place place = at == null || at.getLineNr() < 1
                    ? Place.whole(file)
                    : new Place(file, at.getLineNr(), Math.max(1, at.getColumnNr()), 1);
            problems.add(place, "not JSON: " + e.getOriginalMessage(), "mend the sample");
            return Optional.empty();
        }
    }
}
