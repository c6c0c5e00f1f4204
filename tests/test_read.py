"""Reading: which inputs there are, their ids, their text and metadata, and one clear line for each that is bad."""

from __future__ import annotations

import codecs
import hashlib
import io
import os
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.errors import InputError
from extract.read import (
    MAX_BYTES,
    MAX_CHARACTERS,
    DuplicateInput,
    EmptyInput,
    Input,
    MetadataError,
    MissingInput,
    NotText,
    Reader,
    TooLarge,
    UnreadableInput,
    decode,
    find,
    parse_day,
)
from extract.read.text import decode_any


def write(path: Path, content: str | bytes = "Текст.") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def ids(*arguments: object) -> list[str]:
    found = find([str(argument) for argument in arguments])
    assert not found.errors
    return [item.id for item in found.inputs]


# --- ids


def test_id_is_the_path_below_the_input_folder_without_txt(tmp_path):
    for name in ("b.txt", "a.txt", "sub/deep/c.txt", "d.TXT", "notes.md", ".hidden.txt", ".git/x.txt", "metadata.csv"):
        write(tmp_path / name, "doc\na\n" if name.endswith("csv") else "Текст.")
    assert ids(tmp_path) == ["a", "b", "d", "sub/deep/c"]


def test_hidden_files_are_no_documents(tmp_path):
    for name in ("a.txt", "~$a.txt", ".DS_Store", "._a.txt", ".b.txt"):
        write(tmp_path / name)
    assert ids(tmp_path) == ids(tmp_path / "*") == ["a"]
    for name in ("~$a.txt", ".DS_Store", "._a.txt"):
        found = find([str(tmp_path / name)])
        assert not found.inputs
        assert [type(error) for error in found.errors] == [UnreadableInput]
    # one that somebody has hidden and names
    assert ids(tmp_path / ".b.txt") == [".b"]


@pytest.mark.parametrize(("name", "content"), [("a.jsonl", ""), ("a.jsonl", "\n\n"), ("a.csv", "text,id\n")])
def test_a_table_without_a_document_says_so(tmp_path, name, content):
    found = find([str(write(tmp_path / name, content))])
    assert not found.inputs
    assert [type(error) for error in found.errors] == [EmptyInput]


@pytest.mark.parametrize("encoding", ["cp866", "cp1251", "utf-8"])
def test_names_in_an_archive_without_their_encoding(tmp_path, encoding):
    class Unmarked(zipfile.ZipInfo):
        def _encodeFilenameFlags(self):
            return self.filename.encode(encoding), self.flag_bits & ~0x800

    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr(Unmarked("Отчёты/встреча №1.txt"), "Текст.")
        archive.writestr(Unmarked("plain/a.txt"), "Текст.")
        archive.writestr(Unmarked("plain/~$a.txt"), "Текст.")
    assert ids(tmp_path / "a.zip") == ["a.zip/Отчёты/встреча №1", "a.zip/plain/a"]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("a.txt", "a"),
        ("c.html", "c.html"),
        ("plain", "plain"),
        ("a.txt.txt", "a.txt"),
        (".txt", ".txt"),
        ("a.md", "a.md"),
    ],
)
def test_id_of_a_file_named_by_itself(tmp_path, name, expected):
    assert ids(write(tmp_path / name)) == [expected]


def test_glob_ids_start_where_the_wildcard_does(tmp_path):
    for name in ("2019/a.txt", "2020/a.txt", "2020/b.md", "c.txt"):
        write(tmp_path / name)
    assert ids(f"{tmp_path}/*/a.txt") == ["2019/a", "2020/a"]
    assert ids(f"{tmp_path}/**/*.txt") == ["2019/a", "2020/a", "c"]


def test_glob_that_climbs_keeps_ids_inside(tmp_path):
    write(tmp_path / "up.txt")
    write(tmp_path / "a" / "x.txt")
    assert ids(f"{tmp_path}/a*/../up.txt") == ["up"]


def test_file_with_wildcards_in_its_name_is_a_file(tmp_path):
    assert ids(write(tmp_path / "a[1]*.txt")) == ["a[1]*"]


def test_file_named_twice_is_one_input(tmp_path):
    path = write(tmp_path / "a.txt")
    assert ids(tmp_path, path, f"{tmp_path}/*.txt") == ["a"]
    assert ids("-", "-") == ["stdin"]


def test_same_id_from_two_files_is_an_error_that_names_both(tmp_path):
    one, two = write(tmp_path / "1" / "a.txt"), write(tmp_path / "2" / "a.txt")
    found = find([str(one), str(two)])
    assert [item.path for item in found.inputs] == [one]
    (error,) = found.errors
    assert isinstance(error, DuplicateInput)
    assert str(one) in str(error)
    assert str(two) in str(error)


def test_other_files_of_a_folder_are_counted_not_read(tmp_path):
    for name in ("a.txt", "b.odt", "c.odt", "README"):
        write(tmp_path / name)
    write(tmp_path / "data.csv", "id;number\n1;2\n")
    assert find([str(tmp_path)]).skipped == {".odt": 2, "": 1, ".csv": 1}


@pytest.mark.parametrize("argument", ["nowhere.txt", "nowhere/*.txt", "bad\0name"])
def test_missing_input_does_not_stop_the_others(tmp_path, argument, monkeypatch):
    monkeypatch.chdir(tmp_path)
    write(tmp_path / "a.txt")
    found = find([argument, "a.txt"])
    assert [item.id for item in found.inputs] == ["a"]
    (error,) = found.errors
    assert isinstance(error, MissingInput)
    assert "\n" not in str(error)
    assert "\0" not in str(error)


def test_folder_without_texts_is_an_error(tmp_path):
    write(tmp_path / "a.odt")
    (error,) = find([str(tmp_path)]).errors
    assert "no document to read in this folder" in str(error)


def test_file_name_that_is_no_unicode_is_an_error(tmp_path):
    try:
        Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff.txt")).write_text("x")
    except OSError:
        pytest.skip("this file system takes no such name")
    (error,) = find([str(tmp_path)]).errors
    assert isinstance(error, UnreadableInput)
    str(error).encode()


# --- text


def test_text_is_untouched():
    text = "  Ёлка — «так»\r\n\tи\u00a0сяк\x0c\r\n\u200b"
    assert decode(text.encode(), "x") == text


def test_byte_order_mark_is_no_text():
    assert decode("\ufeffЮг".encode(), "x") == "Юг"
    assert decode("Ю\ufeffг".encode(), "x") == "Ю\ufeffг"


@pytest.mark.parametrize(
    ("data", "error", "words"),
    [
        (b"", EmptyInput, "empty"),
        (b"\xef\xbb\xbf", EmptyInput, "empty"),
        (" \r\n\u00a0\u200b\t".encode(), EmptyInput, "empty"),
        (b"ab\x00cd", NotText, "binary"),
        (bytes(range(1, 9)) * 9, NotText, "binary"),
        ("Grüße".encode("latin-1"), NotText, "0xfc at position 2"),
        ("Привет".encode()[:-1], NotText, "not UTF-8"),
        ("Привет".encode("utf-16") + b"!", NotText, "broken UTF-16"),
        (b"%PDF-1.7 text", NotText, "a PDF"),
        (b"PK\x03\x04rest", NotText, "office document"),
        (b"\xed\xa0\x80 lone surrogate", NotText, "not UTF-8"),
        (b"a" * (MAX_CHARACTERS + 1), TooLarge, "split it"),
        (b"a" * (MAX_BYTES + 1), TooLarge, "20 MB"),
    ],
)
def test_bad_bytes_get_one_clear_line(data, error, words):
    with pytest.raises(error, match=words) as caught:
        decode(data, "dir/x.txt")
    assert str(caught.value).startswith("dir/x.txt: ")
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("text", ["<3 — так пишут", "html", "%", "***", "1", "строка\x07 с грязью и ещё словами"])
def test_odd_but_readable_text_is_text(text):
    assert decode(text.encode(), "x") == text


def outcome(data: bytes) -> str | InputError:
    try:
        return decode(data, "x.txt")
    except InputError as error:
        return error


@given(st.binary(max_size=400))
def test_any_bytes_are_a_text_or_one_clear_error(data):
    found = outcome(data)
    if isinstance(found, InputError):
        assert str(found).startswith("x.txt: ")
        assert str(found).isprintable()
    else:
        text, encoding = decode_any(data, "x.txt")
        assert text == found
        assert text.encode(encoding or "utf-8") == without_mark(data)


@given(
    st.text(max_size=200), st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-be", "cp1251", "koi8-r", "cp866"])
)
def test_text_in_any_encoding_never_changes_silently(text, encoding):
    data = text.encode(encoding, "replace") if encoding != "utf-8" else text.encode(errors="replace")
    try:
        found, told = decode_any(data, "x")
    except InputError:
        return
    assert found.encode(told or "utf-8") == without_mark(data)


def without_mark(data: bytes) -> bytes:
    for mark in (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        data = data.removeprefix(mark)
    return data


PRESS = "Стороны договорились провести учения до конца 2025 года.\r\nИсточник: «Вестник» № 5 — стр. 3"


@pytest.mark.parametrize("encoding", ["cp1251", "koi8-r", "cp866", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("text", [PRESS, PRESS.upper(), f"News in brief. {PRESS}", "Встреча прошла в Минске"])
def test_old_encodings_are_told_by_the_russian_in_them(text, encoding):
    data = text.encode(encoding, "ignore")
    found, told = decode_any(data, "x")
    assert found == data.decode(encoding)
    assert told == {"utf-16": "utf-16-le"}.get(encoding, encoding)


@pytest.mark.parametrize("text", [PRESS, "plain", "été à Genève", "日本語", "a b c d e f"])
def test_utf_8_is_never_taken_for_anything_else(text):
    assert decode_any(text.encode(), "x") == (text, None)


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Gespräche über Abrüstung in Österreich", "latin-1"),
        ("Žádost o přezkoumání", "cp1250"),
        ("été à Genève", "cp1252"),
    ],
)
def test_other_languages_in_old_encodings_are_refused_not_guessed(text, encoding):
    with pytest.raises(NotText, match="nor Russian in cp1251"):
        decode(text.encode(encoding), "x")


def test_encoding_that_was_told_is_remarked(tmp_path):
    found = read(write(tmp_path / "a.txt", PRESS.encode("koi8-r", "ignore")))
    assert [remark.message for remark in found.remarks] == ["the encoding is not stated, read as koi8-r"]
    assert read(write(tmp_path / "b.txt", PRESS)).remarks == ()


# --- files


def read(path: Path, **options: object):
    (item,) = find([str(path)]).inputs
    return Reader(**options).read(item)  # type: ignore[arg-type]


def test_source_names_file_and_hash(tmp_path):
    data = b"\xef\xbb\xbf" + "Привет.\r\n".encode()
    found = read(write(tmp_path / "a.txt", data))
    assert found.text == "Привет.\r\n"
    assert found.source.source == "a.txt"
    assert found.source.sha256 == hashlib.sha256(data).hexdigest()
    assert found.source.published is None
    assert found.source.published_basis is None


def test_standard_input(tmp_path):
    item = Input("stdin", "stdin")
    assert Reader(stdin=io.BytesIO("Да.".encode())).read(item).text == "Да."
    with pytest.raises(EmptyInput, match="standard input"):
        Reader(stdin=io.BytesIO(b"")).read(item)
    with pytest.raises(TooLarge):
        Reader(stdin=io.BytesIO(b"a" * (MAX_BYTES + 1))).read(item)


def test_large_file_is_refused_before_it_is_read(tmp_path):
    path = tmp_path / "a.txt"
    with path.open("wb") as file:
        file.truncate(10**12)
    with pytest.raises(TooLarge, match="20 MB"):
        read(path)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_named_pipe_is_refused_without_waiting(tmp_path):
    os.mkfifo(tmp_path / "a.txt")
    with pytest.raises(UnreadableInput, match="not a regular file"):
        read(tmp_path / "a.txt")


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_unreadable_file(tmp_path):
    path = write(tmp_path / "a.txt")
    path.chmod(0)
    with pytest.raises(UnreadableInput, match="permissions"):
        read(path)


def test_file_that_vanishes_before_it_is_read(tmp_path):
    path = write(tmp_path / "a.txt")
    (item,) = find([str(path)]).inputs
    path.unlink()
    with pytest.raises(MissingInput):
        Reader().read(item)


def test_link_that_leads_nowhere(tmp_path):
    (tmp_path / "a.txt").symlink_to(tmp_path / "gone.txt")
    (item,) = find([str(tmp_path)]).inputs
    with pytest.raises(MissingInput):
        Reader().read(item)


# --- metadata


@pytest.mark.parametrize(
    "content",
    [
        'doc,published,url,publisher,title\na,2024-02-29,https://x.org,Бюро,"Так, так"\n',
        "\ufeffdoc;title;published;url;publisher\r\na.txt;Так, так;29.02.2024;https://x.org;Бюро\r\n",
        'Doc , published , url,publisher,title,,\n\n./a , 2024-02-29T10:00:00 ,https://x.org,Бюро,"Так, так",,\n',
    ],
)
def test_metadata_in_the_forms_that_spreadsheets_write(tmp_path, content):
    write(tmp_path / "metadata.csv", content)
    source = read(write(tmp_path / "a.txt")).source
    assert (source.published, source.published_basis) == ("2024-02-29", "metadata")
    assert (source.url, source.publisher, source.title) == ("https://x.org", "Бюро", "Так, так")


def test_metadata_goes_before_the_option_and_the_option_fills_gaps(tmp_path):
    write(tmp_path / "metadata.csv", "doc,published,title\na,2024-02-29,А\nb,,Б\n")
    dates = {}
    reader = Reader(published="01.03.2024")
    for name in ("a", "b", "c"):
        write(tmp_path / f"{name}.txt")
    for item in find([str(tmp_path)]).inputs:
        source = reader.read(item).source
        dates[item.id] = (source.published, source.published_basis)
    assert dates == {
        "a": ("2024-02-29", "metadata"),
        "b": ("2024-03-01", "option"),
        "c": ("2024-03-01", "option"),
    }


def test_metadata_of_subfolders_by_path_or_beside(tmp_path):
    write(tmp_path / "metadata.csv", "doc,published\nsub/a,2024-01-01\nsub/b.txt,2024-01-02\n")
    write(tmp_path / "sub" / "metadata.csv", "doc,published\na,2024-01-03\n")
    for name in ("a", "b"):
        write(tmp_path / "sub" / f"{name}.txt")
    reader = Reader()
    found = {item.id: reader.read(item).source.published for item in find([str(tmp_path)]).inputs}
    assert found == {"sub/a": "2024-01-03", "sub/b": "2024-01-02"}


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("a,2024-13-01,", "row 2 .*no day of the calendar"),
        ("a,2023-02-29,", "no day of the calendar"),
        ("a,вчера,", "'вчера' is no date; write 2020-03-05"),
        ("a,03/04/2024,", "is no date"),
        ("a,2024,", "is no date"),
        ("a,2024-03-04,т,лишнее", "4 values for 3 columns"),
        ("a,2024-03-04,\na.txt,2024-03-05,", "row 3 .*row already, row 2"),
    ],
)
def test_bad_row_is_as_bad_as_a_bad_file(tmp_path, row, words):
    write(tmp_path / "metadata.csv", f"doc,published,title\n{row}\nb,2024-03-04,\n")
    for name in ("a", "b"):
        write(tmp_path / f"{name}.txt")
    with pytest.raises(MetadataError, match=words) as caught:
        Reader().load_metadata(find([str(tmp_path)]).inputs)
    assert str(caught.value).startswith(f"{tmp_path / 'metadata.csv'}: row ")
    assert str(caught.value).endswith("; correct the row and run again")


def test_number_of_further_bad_rows_is_told(tmp_path):
    write(tmp_path / "metadata.csv", 'doc,published\n"a\nb",вчера\nc,31.02.2024\nd,01.02.2024\n')
    write(tmp_path / "d.txt")
    with pytest.raises(MetadataError, match=r"'вчера' is no date.*\(and 1 more\)") as caught:
        Reader().load_metadata(find([str(tmp_path)]).inputs)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("doc,date\na,2024-01-01\n", "row 1: unknown column 'date'; the columns are doc, published"),
        ("published\n2024-01-01\n", "no column 'doc'"),
        ("doc,doc\na,a\n", "'doc' comes twice"),
        ("", "empty"),
        ("doc,published\n,2024-01-01\n", "row 2: no document"),
        ('doc,title\na,"нет конца\n', "broken CSV"),
        ("doc,title\na,б".encode("cp1251"), "not UTF-8"),
    ],
)
def test_unusable_metadata_file(tmp_path, content, words):
    write(tmp_path / "metadata.csv", content)
    write(tmp_path / "a.txt")
    with pytest.raises(MetadataError, match=words) as caught:
        Reader().load_metadata(find([str(tmp_path)]).inputs)
    assert str(tmp_path / "metadata.csv") in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("names", "row", "meant", "stray"),
    [
        (("a.html",), "a", "a.html", False),
        (("a.HTML",), "a", "a.HTML", False),
        (("sub/a.pdf",), "sub/a", "sub/a.pdf", False),
        (("a.html",), "a.html", "a.html", False),
        (("a.txt", "a.html"), "a", "a", False),
        (("a.html", "a.docx"), "a", None, True),
        (("a.html", "a.docx"), "a.docx", "a.docx", False),
        (("a.html", "b.html"), "b", "b.html", False),
        (("a.html",), "a.htm", None, True),
        (("a.b.html",), "a", None, True),
    ],
)
def test_row_without_suffix_means_the_one_document_of_that_name(tmp_path, names, row, meant, stray):
    write(tmp_path / "metadata.csv", f"doc,title\n{row},Т\n")
    for name in names:
        write(tmp_path / name)
    reader = Reader()
    inputs = find([str(tmp_path)]).inputs
    (metadata,) = reader.load_metadata(inputs)
    assert [item.id for item in inputs if reader.metadata_row(item)] == ([meant] if meant else [])
    assert metadata.strays() == ([row] if stray else [])


def test_rows_of_documents_that_are_not_there(tmp_path):
    write(tmp_path / "metadata.csv", "doc,published\na,2024-01-01\nbb,2024-01-01\nc.md,2024-01-01\n")
    write(tmp_path / "a.txt")
    write(tmp_path / "c.md")
    (metadata,) = Reader().load_metadata(find([str(tmp_path)]).inputs)
    assert metadata.strays() == ["bb"]


@pytest.mark.parametrize("value", ["2024-02-30", "1.2.24", "20240102", "", "0000-01-01", "2024-1-2"])
def test_what_is_no_day(value):
    with pytest.raises(ValueError, match="write 2020-03-05"):
        parse_day(value)


@given(st.dates())
def test_days_in_both_notations(day):
    assert parse_day(day.isoformat()) == day.isoformat()
    assert parse_day(f"{day.day}.{day.month:02}.{day.year:04}") == day.isoformat()
