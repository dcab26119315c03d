// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.fuzz;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * This is what loads Earshot's classes once more, with a counter in each method and each loop: the same program, whose
 * work can be read off {@link Work}. The count of an input is the same on every machine and in every run.
 */
public final class CountingLoader extends ClassLoader {
    private static final List<String> COUNTED = List.of(
            "earshot.protocols.", "earshot.probe.", "earshot.calls.", "earshot.quality.", "earshot.fuzz.targets.");
    private static final String WORK = Type.getInternalName(Work.class);
    private static final String CALLS = Type.getInternalName(CountedCalls.class);
    private static final String STRING = Type.getInternalName(String.class);
    private static final Map<String, String> REDIRECTED = redirected();

    /** Loads what is counted itself, everything else by that parent. */
    public CountingLoader(ClassLoader parent) {
        super(parent);
    }

    private static Map<String, String> redirected() {
        Map<String, String> byCall = new HashMap<>();
        for (Method method : CountedCalls.class.getDeclaredMethods()) {
            if (!Modifier.isPublic(method.getModifiers())) continue;
            Type[] parameters = Type.getArgumentTypes(method);
            Type[] behind = Arrays.copyOfRange(parameters, 1, parameters.length);
            String original = Type.getMethodDescriptor(Type.getReturnType(method), behind);
            byCall.put(method.getName() + original, Type.getMethodDescriptor(method));
        }
        return byCall;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (COUNTED.stream().noneMatch(name::startsWith)) return super.loadClass(name, resolve);
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            return loaded == null ? define(name) : loaded;
        }
    }

    private Class<?> define(String name) throws ClassNotFoundException {
        try (InputStream in = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
            if (in == null) throw new ClassNotFoundException(name);
            ClassReader reader = new ClassReader(in);
            ClassWriter writer = new ClassWriter(reader, 0); // nothing here makes the stack deeper
            reader.accept(new CountingClass(writer), 0);
            byte[] bytes = writer.toByteArray();
            return defineClass(name, bytes, 0, bytes.length);
        } catch (IOException e) {
            throw new ClassNotFoundException(name, e);
        }
    }

    private static final class CountingClass extends ClassVisitor {
        CountingClass(ClassVisitor next) {
            super(Opcodes.ASM9, next);
        }

        @Override
        public MethodVisitor visitMethod(
                int access, String name, String descriptor, String signature, String[] exceptions) {
            return new CountingMethod(super.visitMethod(access, name, descriptor, signature, exceptions));
        }
    }

    private static final class CountingMethod extends MethodVisitor {
        private final Set<Label> passed = new HashSet<>();

        CountingMethod(MethodVisitor next) {
            super(Opcodes.ASM9, next);
        }

        @Override
        public void visitCode() {
            super.visitCode();
            step();
        }

        @Override
        public void visitLabel(Label label) {
            passed.add(label);
            super.visitLabel(label);
        }

        /** A jump to where the code was already is a loop's. */
        @Override
        public void visitJumpInsn(int opcode, Label label) {
            if (passed.contains(label)) step();
            super.visitJumpInsn(opcode, label);
        }

        @Override
        public void visitMethodInsn(int opcode, String owner, String name, String descriptor, boolean isInterface) {
            String counted = owner.equals(STRING) ? REDIRECTED.get(name + descriptor) : null;
            if (counted == null || opcode != Opcodes.INVOKEVIRTUAL) {
                super.visitMethodInsn(opcode, owner, name, descriptor, isInterface);
            } else {
                super.visitMethodInsn(Opcodes.INVOKESTATIC, CALLS, name, counted, false);
            }
        }

        private void step() {
            super.visitMethodInsn(Opcodes.INVOKESTATIC, WORK, "step", "()V", false);
        }
    }
}
