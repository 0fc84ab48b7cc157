package io.turnpike.database;

import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import org.apache.ibatis.reflection.factory.DefaultObjectFactory;
import org.jspecify.annotations.Nullable;

/** Makes the records that rows become; their constructors are looked up once, and not for each row as MyBatis does. */
final class RecordFactory extends DefaultObjectFactory {
    private static final long serialVersionUID = 1L;

    private static final ClassValue<Canonical> CONSTRUCTORS = new ClassValue<>() {
        @Override
        protected Canonical computeValue(Class<?> type) {
            return Canonical.of(type);
        }
    };

    /** A record's constructor with all its components. */
    private record Canonical(Constructor<?> constructor, List<Class<?>> types) {
        static Canonical of(Class<?> type) {
            Class<?>[] types = Arrays.stream(type.getRecordComponents())
                    .map(RecordComponent::getType)
                    .toArray(Class<?>[]::new);
            try {
                Constructor<?> constructor = type.getDeclaredConstructor(types);
                constructor.setAccessible(true);
                return new Canonical(constructor, List.of(types));
            } catch (NoSuchMethodException e) {
                throw new IllegalStateException("a record without its constructor: " + type, e);
            }
        }
    }

    @Override
    public <T> T create(Class<T> type, @Nullable List<Class<?>> argTypes, @Nullable List<Object> args) {
        if (type.isRecord() && argTypes != null && args != null) {
            Canonical canonical = CONSTRUCTORS.get(type);
            if (canonical.types().equals(argTypes)) {
                try {
                    return type.cast(canonical.constructor().newInstance(args.toArray()));
                } catch (ReflectiveOperationException | IllegalArgumentException e) {
                    // told by the way MyBatis goes
                }
            }
        }
        return super.create(type, argTypes, args);
    }
}
