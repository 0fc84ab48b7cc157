package io.turnpike.cli;

public final class Turnpike {
    private Turnpike() {}

    public static void main(String[] args) {}
}
