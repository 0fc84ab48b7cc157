package io.turnpike.payments.online;

/**
 * Where a secret stands; never in a definition itself.
 *
 * @param inFile or else in the environment
 * @param name of the file, from the definitions' folder where it is not absolute, or of the variable
 */
public record SecretPlace(boolean inFile, String name) {
    @Override
    public String toString() {
        return inFile ? "the file " + name : "the variable " + name;
    }
}
