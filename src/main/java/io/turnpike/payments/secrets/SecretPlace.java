package io.turnpike.payments.secrets;

import io.turnpike.definitions.Fields;
import io.turnpike.definitions.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where a secret stands; never in a definition itself.
 *
 * @param inFile or else in the environment
 * @param name of the file, from the definitions' folder where it is not absolute, or of the variable
 */
public record SecretPlace(boolean inFile, String name) {
    /** The places a key of a definition names: one, or a list of them; a secret written there itself is a problem. */
    public static List<SecretPlace> read(Fields block, String key) {
        if (!block.has(key)) {
            block.required(key);
        }
        List<SecretPlace> places = new ArrayList<>();
        for (Node item : block.items(key)) {
            if (!(item instanceof Node.Block place)) {
                block.problems()
                        .add(
                                item.place(),
                                "a secret is not written in a definition",
                                "write { environment: VARIABLE } or { file: PATH }");
                continue;
            }
            Fields where = new Fields(place, block.problems());
            Optional<String> variable = where.text("environment");
            Optional<String> path = where.text("file");
            if (variable.isPresent() == path.isPresent()) {
                block.problems()
                        .add(
                                place.place(),
                                "one place of a secret",
                                "write { environment: VARIABLE } or { file: PATH }");
            } else {
                places.add(new SecretPlace(
                        path.isPresent(), path.or(() -> variable).orElse("")));
            }
            where.done();
        }
        return places;
    }

    @Override
    public String toString() {
        return inFile ? "the file " + name : "the variable " + name;
    }
}
