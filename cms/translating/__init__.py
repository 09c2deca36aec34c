"""The translators' desk: what there is to translate, an editor for it, memory, glossary, files."""
